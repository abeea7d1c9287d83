namespace QwenCode.Configuration;

/// <summary>The parsed content of a <c>.env</c> file.</summary>
internal sealed class DotenvContent
{
    // A file is read for each request, and usually has not changed. The same bytes always have the same content.
    private static volatile DotenvContent? _last;

    private readonly byte[] _bytes;

    private DotenvContent(byte[] bytes, IDotNetEnvReader? reader)
    {
        _bytes = bytes;
        var text = EnvText.Decode(bytes, out var encodingWarning);
        var skippedLines = new List<int>();
        Assignments = reader?.Read(text) ?? DotenvReader.Read(text, skippedLines);
        IEnumerable<string> warnings = DotenvLint.Check(Assignments, skippedLines);
        Warnings = [.. encodingWarning is null ? warnings : warnings.Prepend(encodingWarning)];
    }

    /// <summary>The assignments, in the order of their lines.</summary>
    public IReadOnlyList<DotenvAssignment> Assignments { get; }

    /// <summary>Warnings, a sentence each. No value is quoted.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The file's content, which must not change any more.</param>
    /// <param name="reader">Reads another syntax; <see langword="null"/> for the default one.</param>
    /// <exception cref="EnvSyntaxException">A line does not match the syntax of <paramref name="reader"/>.</exception>
    public static DotenvContent Of(byte[] bytes, IDotNetEnvReader? reader = null)
    {
        if (reader is not null)
            return new DotenvContent(bytes, reader);
        return _last is { } last && last._bytes.AsSpan().SequenceEqual(bytes) ? last : _last = new DotenvContent(bytes, null);
    }
}
