using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace QwenCode.Configuration;

/// <summary>
/// The process variables that were imported from a <c>.env</c> file, so that they keep that file's origin. The list is a
/// process variable itself, which child processes inherit. It can only reduce trust.
/// </summary>
internal sealed class ExportedVariables
{
    /// <summary>The process variable that contains the list.</summary>
    public const string Variable = "QWEN_EXPORTED_ENV";

    /// <summary>Maximum number of characters of a process variable: with a longer one Linux can start no program, and Windows rejects it.</summary>
    public static readonly int MostCharacters = OperatingSystem.IsWindows() ? 32_000 : 120_000;

    private readonly Dictionary<string, Entry> _entries;
    private readonly Func<string, string?> _variable;

    private ExportedVariables(Dictionary<string, Entry> entries, Func<string, string?> variable) => (_entries, _variable) = (entries, variable);

    /// <summary>The list of a process; one that cannot be read is empty.</summary>
    /// <param name="variable">Looks up a process variable.</param>
    public static ExportedVariables Of(Func<string, string?> variable)
    {
        if (variable(Variable) is not { Length: > 0 } text)
            return new([], variable);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new(document.RootElement.EnumerateObject().ToDictionary(m => m.Name, m => Entry.From(m.Value)), variable);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            return new([], variable);
        }
    }

    /// <summary>As <see cref="SourceOf(string, string)"/>, for the value that the process has now.</summary>
    public ValueSource SourceOf(string name) => SourceOf(name, _variable(name) ?? "");

    /// <summary>The source of a process variable: the file that it was imported from, or the user if the value has changed since.</summary>
    public ValueSource SourceOf(string name, string value) => _entries.Count > 0 && Find(name, value) is { } entry
        ? new ValueSource(ValueSourceKind.Process, name, entry.Path, entry.Line)
        {
            Origin = entry.Origin,
            References = [.. entry.References.Select(reference => new ValueSource(ValueSourceKind.Process, reference))],
        }
        : new ValueSource(ValueSourceKind.Process, name);

    // On Windows the file's name of a variable can differ in case.
    private Entry? Find(string name, string value)
    {
        var digest = Digest(value);
        return _entries.TryGetValue(name, out var exact) && exact.Digest == digest
            ? exact
            : _entries.FirstOrDefault(e => e.Key.Equals(name, StringComparison.OrdinalIgnoreCase) && e.Value.Digest == digest).Value;
    }

    /// <summary>The list with the variables of a file, which also have the origins of the exported variables that they refer to.</summary>
    public ExportedVariables With(EnvFile file, params IEnumerable<EnvFileVariable> variables)
    {
        var entries = new Dictionary<string, Entry>(_entries);
        foreach (var variable in variables)
        {
            string[] references = [.. variable.OuterReferences.Concat(variable.OuterReferences.SelectMany(outer => SourceOf(outer).References.Select(r => r.Name))).Distinct()];
            entries[variable.Name] = new Entry(file.Path, variable.Line, file.Origin, references, Digest(variable.Value.Reveal()));
        }

        return new(entries, _variable);
    }

    /// <summary>The list as the value of the process variable.</summary>
    public override string ToString()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, entry) in _entries)
            {
                json.WritePropertyName(name);
                entry.Write(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Enough to detect another value, and too little to find the value.
    private static string Digest(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 4));

    private sealed record Entry(string Path, int Line, FileOrigin Origin, IReadOnlyList<string> References, string Digest)
    {
        public static Entry From(JsonElement json) => new(
            Text(json, "path"),
            json.GetProperty("line").GetInt32(),
            new FileOrigin(AuthorIn(json), json.TryGetProperty("linkedBy", out var linker) ? AuthorIn(linker) : null),
            [.. json.GetProperty("references").EnumerateArray().Select(r => r.GetString() ?? "")],
            Text(json, "digest"));

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("path", Path);
            json.WriteNumber("line", Line);
            Write(json, Origin.Author);
            if (Origin.LinkedBy is { } linker)
            {
                json.WriteStartObject("linkedBy");
                Write(json, linker);
                json.WriteEndObject();
            }

            json.WriteStartArray("references");
            foreach (var reference in References)
                json.WriteStringValue(reference);
            json.WriteEndArray();
            json.WriteString("digest", Digest);
            json.WriteEndObject();
        }

        private static Author AuthorIn(JsonElement json) => new(Text(json, "folder"), Text(json, "owner"), json.GetProperty("other").GetBoolean());

        private static void Write(Utf8JsonWriter json, Author author)
        {
            json.WriteString("folder", author.Folder);
            json.WriteString("owner", author.Owner);
            json.WriteBoolean("other", author.IsOtherAccount);
        }

        private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException();
    }
}
