using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>
/// Reads the file of a saved conversation. A killed process leaves a torn line at its end, after which a later one continues; such a line
/// is ignored.
/// </summary>
internal sealed class LogReader
{
    /// <summary>The largest file, in bytes.</summary>
    public const long LargestFile = 1L << 30;

    private const int LongestHeader = 64 * 1024;

    private readonly string _path;
    private readonly bool _withMessages;
    private readonly LogState _state = new();
    private readonly List<ChatMessage> _messages = [];
    private MessageReader _reader = new();

    private LogReader(string path, bool withMessages) => (_path, _withMessages) = (path, withMessages);

    /// <summary>What the file contains; <see langword="null"/> if there is none.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="withMessages">Whether the messages are read, too.</param>
    /// <exception cref="QwenException">It is not a saved conversation, or cannot be read (<c>ConversationFileInvalid</c>).</exception>
    public static LogState? Read(string path, bool withMessages)
    {
        try
        {
            using var stream = FileReader.OpenRegular(path, LargestFile, FileAccess.Read);
            return new LogReader(path, withMessages).Read(stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var unusable = UnusableFileException.From(exception);
            throw unusable.IsOfSystem ? QwenErrors.ConversationUnreadable(path, unusable.Message) : QwenErrors.ConversationFileInvalid(path, unusable.Message);
        }
    }

    private LogState Read(FileStream stream)
    {
        var lines = new LineReader(stream);
        var time = new DateTimeOffset(File.GetLastWriteTimeUtc(stream.SafeFileHandle), TimeSpan.Zero);
        (_state.StartedAt, _state.UpdatedAt) = (time, time);
        if (NextHeader(lines) is not { } header || !ReadHeader(header.Span.ToArray(), lines.EndsWithBreak))
            return _state;
        for (var number = 2; lines.Next(InputLimits.Line) is { } line; number++)
            ReadEvent(line, number);
        _state.Conversation = Readable(() => ConversationReader.Of(_messages), "it");
        return _state;
    }

    private ReadOnlyMemory<byte>? NextHeader(LineReader lines)
    {
        try
        {
            return lines.Next(LongestHeader);
        }
        catch (UnusableFileException exception) when (exception.IsTooLarge)
        {
            throw Foreign();
        }
    }

    // False if it is torn, with nothing after it.
    private bool ReadHeader(byte[] line, bool hasBreak)
    {
        using var document = Parse(line);
        if (document is null || !line.AsSpan().StartsWith(LogWriter.Beginning))
            return !hasBreak && JsonLine.IsTorn(line, LogWriter.Beginning) ? false : throw Foreign();
        var header = document.RootElement;
        if (!header.TryGetProperty(LogWriter.VersionMember, out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number))
            throw Foreign();
        if (number != LogWriter.Version)
            throw QwenErrors.ConversationFileInvalid(_path, $"its format is version {number}, and this version of the module reads version {LogWriter.Version}");
        _state.HasHeader = true;
        _state.StartedAt = Time(header, "startedAt") ?? _state.StartedAt;
        _state.UpdatedAt = _state.StartedAt;
        _state.WorkingDirectory = Text(header, "workingDirectory") ?? "";
        return true;
    }

    private void ReadEvent(ReadOnlyMemory<byte> line, int number)
    {
        using var document = Parse(line);
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var turn = document.RootElement;
        if (turn.TryGetProperty("replace", out var replace) && replace.ValueKind == JsonValueKind.True)
            Clear();
        _state.UpdatedAt = Time(turn, "at") ?? _state.UpdatedAt;
        _state.Model = Text(turn, "model") ?? _state.Model;
        Readable(() => TakeAll(messages), $"line {number}");
    }

    private T Readable<T>(Func<T> read, string where)
    {
        try
        {
            return read();
        }
        catch (QwenException exception)
        {
            var reason = exception.Message[..^exception.RecommendedAction.Length].TrimEnd(' ', '.');
            throw QwenErrors.ConversationFileInvalid(_path, $"{where} has messages that cannot be read ({reason})");
        }
    }

    private void Clear()
    {
        _messages.Clear();
        (_state.Prompts, _state.FirstPrompt) = (0, null);
        _reader = new MessageReader();
    }

    private int TakeAll(JsonElement messages)
    {
        foreach (var message in messages.EnumerateArray())
            Take(message);
        return messages.GetArrayLength();
    }

    private void Take(JsonElement json)
    {
        var value = new MessageJson(json);
        var isPrompt = value.Member("role")?.Value is "user";
        if (isPrompt)
            _state.Prompts++;
        var isFirst = isPrompt && _state.Prompts == 1;
        if (!_withMessages && !isFirst)
            return;
        var message = _reader.Read(value);
        if (isFirst)
            _state.FirstPrompt = message.Text;
        if (!_withMessages)
            return;
        if (_messages.Count == InputLimits.Messages)
            throw QwenErrors.NoConversation($"it has more than {InputLimits.Messages} messages");
        _messages.Add(message);
    }

    private QwenException Foreign() => QwenErrors.ConversationFileInvalid(_path, "it does not begin as a conversation that this module saved");

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.TryGetDateTimeOffset(out var time) ? time : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    // Invalid Unicode in it would be an exception only when a text of it is read.
    private static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(JsonRepair.Repair(line));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
