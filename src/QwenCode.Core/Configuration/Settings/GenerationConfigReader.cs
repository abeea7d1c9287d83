using System.Buffers;
using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Configuration;

/// <summary>Reads a <c>generationConfig</c>. Members without a meaning here, such as the size of the context window, are ignored.</summary>
internal sealed class GenerationConfigReader
{
    // The answer is read by these, and the conversation is the user's.
    private static readonly string[] OwnMembers = ["messages", "stream", "stream_options", "n"];

    // The connection sets these, or breaks if they are replaced.
    private static readonly string[] OwnHeaders = ["Host", "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Connection", "Accept", "Accept-Encoding", "Expect", "Upgrade"];

    private const string SessionId = "${session_id}";
    private const int DeepestBody = 32;

    private readonly JsonElement _section;
    private readonly SettingsFile _file;
    private readonly string _key;
    private readonly Func<string, SourcedValue?> _variable;
    private readonly List<ValueSource> _references = [];
    private readonly List<Secret> _secrets = [];
    private readonly List<string> _members = [];
    private readonly WarningList _warnings = new();
    private readonly ReferenceTotal _total = new();

    private GenerationConfigReader(JsonElement section, SettingsFile file, string key, Func<string, SourcedValue?> variable)
    {
        _section = section;
        _file = file;
        _key = key;
        _variable = variable;
    }

    /// <summary>Reads a section; <see langword="null"/> if it has no options for requests.</summary>
    /// <param name="section">The section.</param>
    /// <param name="file">Its file.</param>
    /// <param name="key">Its path in the file.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in texts.</param>
    /// <param name="warnings">Takes a sentence for each member that cannot be used.</param>
    /// <exception cref="QwenException">A text refers to a variable that is not defined (<c>SettingsFileInvalid</c>).</exception>
    public static GenerationConfig? Read(JsonElement section, SettingsFile file, string key, Func<string, SourcedValue?> variable, List<string> warnings)
    {
        if (section.ValueKind != JsonValueKind.Object)
            return null;
        var reader = new GenerationConfigReader(section, file, key, variable);
        var config = reader.Read();
        warnings.AddRange(reader._warnings.All);
        return config;
    }

    private GenerationConfig? Read()
    {
        var timeout = Number("timeout", int.MaxValue);
        var retries = Number("maxRetries", 20);
        var (enable, effort, budget) = Reasoning();
        var sampling = Body("samplingParams");
        var extra = Body("extra_body");
        var headers = CustomHeaders();
        return _members.Count == 0 ? null : new GenerationConfig(new ValueSource(ValueSourceKind.Settings, _key, _file.Path) { Origin = _file.Origin, References = [.. _references.Distinct()] })
        {
            Timeout = timeout switch { null => null, 0 => System.Threading.Timeout.InfiniteTimeSpan, { } milliseconds => TimeSpan.FromMilliseconds(milliseconds) },
            MaximumRetryCount = retries,
            SamplingParams = sampling,
            ExtraBody = extra,
            Headers = headers,
            Secrets = [.. _secrets, .. headers.Select(header => header.Value.Secret)],
            EnableThinking = enable,
            ReasoningEffort = effort,
            ThinkingBudget = budget,
            Members = _members,
        };
    }

    private int? Number(string name, int largest)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0 && number <= largest)
        {
            _members.Add(name);
            return number;
        }

        Ignore(name, $"it is not a number from 0 to {largest}");
        return null;
    }

    private (bool? Enable, string? Effort, int? Budget) Reasoning()
    {
        const string Name = "reasoning";
        if (Find(Name) is not { } element)
            return default;
        if (element.ValueKind == JsonValueKind.False)
        {
            _members.Add(Name);
            return (false, null, null);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            Ignore(Name, "it is neither an object nor false");
            return default;
        }

        _members.Add(Name);
        var effort = SettingsFile.Find(element, "effort") is { ValueKind: JsonValueKind.String } text ? SettingsValue.TextOf(text) : null;
        int? budget = SettingsFile.Find(element, "budget_tokens") is { ValueKind: JsonValueKind.Number } tokens && tokens.TryGetInt32(out var number) && number > 0 ? number : null;
        return (null, string.IsNullOrWhiteSpace(effort) ? null : effort, budget);
    }

    private JsonElement? Body(string name)
    {
        if (Find(name) is not { } element)
            return null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Ignore(name, "it is not an object");
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (member, value) in Members(element))
        {
            if (OwnMembers.Contains(member))
            {
                Ignore(Join(name, member), "this module sets that member itself");
                continue;
            }

            json.WritePropertyName(member);
            Copy(json, value, Join(name, member), DeepestBody);
        }

        json.WriteEndObject();
        json.Flush();
        _members.Add(name);
        using var body = JsonDocument.Parse(buffer.WrittenMemory);
        return body.RootElement.Clone();
    }

    private void Copy(Utf8JsonWriter json, JsonElement value, string key, int deepest)
    {
        if (deepest == 0)
            throw QwenErrors.SettingsFileInvalid(_file.Path, $"{_key}.{key} is nested deeper than {DeepestBody} levels");
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (member, inner) in Members(value))
                {
                    json.WritePropertyName(member);
                    Copy(json, inner, Join(key, member), deepest - 1);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var inner in value.EnumerateArray())
                    Copy(json, inner, key, deepest - 1);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Text(value, key)?.Value ?? SettingsValue.TextOf(value) ?? "");
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private List<CustomHeader> CustomHeaders()
    {
        const string Name = "customHeaders";
        var headers = new List<CustomHeader>();
        if (Find(Name) is not { } element)
            return headers;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Ignore(Name, "it is not an object");
            return headers;
        }

        foreach (var (header, value) in Members(element))
        {
            var key = Join(Name, header);
            if (!IsToken(header) || OwnHeaders.Contains(header, StringComparer.OrdinalIgnoreCase))
                Ignore(key, "a request cannot have a header of that name");
            else if (value.ValueKind == JsonValueKind.String && SettingsValue.TextOf(value)?.Contains(SessionId, StringComparison.Ordinal) == true)
                Ignore(key, $"{SessionId} is the ID of Qwen Code's session, which this module does not have");
            else if (Text(value, key) is not { } text)
                Ignore(key, "it is blank or not a string");
            else if (text.Value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                Ignore(key, "a header can hold only printable ASCII characters");
            else
                headers.Add(new CustomHeader(header, text));
        }

        if (headers.Count > 0)
            _members.Add(Name);
        return headers;
    }

    private SourcedValue? Text(JsonElement value, string key)
    {
        var text = value.ValueKind == JsonValueKind.String ? SettingsValue.Read(value, _file, $"{_key}.{key}", _variable, _total)?.EnsureUsable() : null;
        if (text is { Source.References.Count: > 0 })
        {
            _references.AddRange(text.Source.References);
            _secrets.Add(text.Secret);
        }

        return text;
    }

    private JsonElement? Find(string name) => SettingsFile.Find(_section, name) is { ValueKind: not JsonValueKind.Null } element ? element : null;

    // A key can be in place of a name.
    private static string Join(string section, string name) => $"{section}.{ForeignText.Name(SecretMask.Value(name))}";

    private void Ignore(string name, string why) => _warnings.Add($"{_key}.{name} in {_file.Path} is ignored: {why}.");

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (SettingsValue.NameOf(member) is { } name)
                yield return (name, member.Value);
        }
    }

    // RFC 9110's token.
    private static bool IsToken(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
