using System.Globalization;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Receiving;

namespace QwenCode.Batches;

/// <summary>
/// The file with which a run continues an interrupted one: a header, and a line for each finished answer, written to the disk before the answer
/// is passed on. A killed process leaves whole lines and at most a torn one at the end, which the next run removes.
/// </summary>
/// <remarks>In memory there is a hash and a position for each answer, so that a file of a million answers is small.</remarks>
internal sealed class Checkpoint : IDisposable
{
    private readonly object _gate = new();
    private readonly string _path;
    private readonly TemporaryLock _lock;
    private readonly FileStream _file;
    private readonly Dictionary<UInt128, Queue<(long Start, int Length)>> _answers = [];
    private long _end;

    private Checkpoint(string path, TemporaryLock held, FileStream file) => (_path, _lock, _file) = (path, held, file);

    /// <summary>Number of answers of earlier runs that have not been taken.</summary>
    public int Left { get; private set; }

    /// <summary>Opens or creates the file of a run. It may wait for a disk.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="header">What the requests of this run have in common.</param>
    /// <exception cref="QwenException">It belongs to another run, is not a checkpoint, is in use, or cannot be written.</exception>
    public static Checkpoint Open(string path, CheckpointHeader header)
    {
        TemporaryLock? held = null;
        FileStream? file = null;
        try
        {
            // A run by a link and one by the file itself use the same file.
            var real = RealPath.Of(path) ?? path;
            held = TemporaryLock.TryTake($"{real}.lock") ?? throw QwenErrors.CheckpointInUse(path);
            file = File.Exists(real) || Directory.Exists(real) ? FileReader.OpenRegular(real, ResultFiles.LargestFile, FileAccess.ReadWrite) : PrivateFile.CreateNew(real, FileAccess.ReadWrite);
            var checkpoint = new Checkpoint(path, held, file);
            checkpoint.Read(header);
            return checkpoint;
        }
        catch (Exception exception)
        {
            file?.Dispose();
            held?.Dispose();
            if (exception is IOException or UnauthorizedAccessException)
                throw QwenErrors.CheckpointUnwritable(path, FileFailure.ReasonOf(exception), null);
            throw;
        }
    }

    /// <summary>The answer of an earlier run to a request, or a new one, which is in the file when it is returned.</summary>
    /// <param name="request">The request.</param>
    /// <param name="ask">Sends it.</param>
    /// <exception cref="QwenException">The request failed, or the answer cannot be written.</exception>
    public async Task<ChatAnswer> AskAsync(ChatRequest request, Func<Task<ChatAnswer>> ask)
    {
        var key = RequestHash.OfMessages(request.Conversation.Messages);
        if (Take(key) is { } position)
            return Read(position, request);
        var answer = await ask().ConfigureAwait(false);
        Append(JsonLine.Of(json =>
        {
            json.WriteString("key", $"{key:x32}");
            SavedAnswerWriter.Write(json, answer, request.Conversation.Messages.Count);
        }), answer);
        return answer;
    }

    /// <summary>Notes that an answer was of no use, so that the next run requests it again.</summary>
    /// <exception cref="QwenException">That cannot be written.</exception>
    public void Reject(ChatAnswer answer)
    {
        var key = RequestHash.OfMessages(answer.Messages.Take(answer.Messages.Count - 1));
        Append(JsonLine.Of(json =>
        {
            json.WriteString("key", $"{key:x32}");
            json.WriteBoolean("rejected", value: true);
        }), answer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _file.Dispose();
            _lock.Dispose();
        }
    }

    private (long Start, int Length)? Take(UInt128 key)
    {
        lock (_gate)
        {
            if (!_answers.TryGetValue(key, out var positions) || !positions.TryDequeue(out var position))
                return null;
            Left--;
            return position;
        }
    }

    private ChatAnswer Read((long Start, int Length) position, ChatRequest request)
    {
        try
        {
            var line = new byte[position.Length];
            lock (_gate)
            {
                _file.Position = position.Start;
                _file.ReadExactly(line);
            }

            using var document = JsonDocument.Parse(JsonRepair.Repair((ReadOnlyMemory<byte>)line));
            return SavedAnswerReader.Read(document.RootElement, request.Conversation);
        }
        catch (Exception exception) when (exception is IOException or JsonException or FormatException or QwenException)
        {
            throw QwenErrors.CheckpointInvalid(_path, "an answer in it cannot be read");
        }
    }

    private void Read(CheckpointHeader header)
    {
        var lines = new LineReader(_file);
        if (lines.Next(InputLimits.Line) is not { } first || (!lines.EndsWithBreak && JsonLine.IsTorn(first.Span, CheckpointHeader.Beginning)))
        {
            Append(JsonLine.Of(header.Write), null);
            return;
        }

        if (!first.Span.StartsWith(CheckpointHeader.Beginning) || CheckpointHeader.Read(Parse(first)) is not { } earlier)
            throw QwenErrors.CheckpointInvalid(_path, "it does not begin as a checkpoint of this version of the module");
        if (header.DifferencesFrom(earlier) is { Count: > 0 } differences)
        {
            if (lines.Next(InputLimits.Line) is not null && lines.EndsWithBreak)
                throw QwenErrors.CheckpointOfOtherRun(_path, string.Join(", ", differences));

            // No answer of the other run is in it, as after a wrong base URL.
            Append(JsonLine.Of(header.Write), null);
            return;
        }

        _end = lines.End;
        for (var number = 2; lines.Next(InputLimits.Line) is { } line && lines.EndsWithBreak; number++)
        {
            var json = Parse(line);
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("key", out var key) || key.ValueKind != JsonValueKind.String
                || !UInt128.TryParse(key.GetString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash))
            {
                throw QwenErrors.CheckpointInvalid(_path, $"line {number} is not an answer", "Remove that line to request its answer again, or specify another file.");
            }

            if (!_answers.TryGetValue(hash, out var positions))
                _answers[hash] = positions = new Queue<(long, int)>();
            if (!json.TryGetProperty("rejected", out _))
                positions.Enqueue((lines.Start, line.Length));
            else if (!positions.TryDequeue(out _))
                throw QwenErrors.CheckpointInvalid(_path, $"line {number} rejects an answer that is not in it");
            _end = lines.End;
        }

        Left = _answers.Values.Sum(positions => positions.Count);

        // What a killed process left of a line.
        _file.SetLength(_end);
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonRepair.Repair(line));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private void Append(byte[] line, ChatAnswer? answer)
    {
        lock (_gate)
        {
            try
            {
                _file.SetLength(_end);
                _file.Position = _end;
                PrivateFile.Write(_file, line);
                _file.Flush(flushToDisk: true);
                _end += line.Length;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                var reason = exception is ObjectDisposedException ? "the command has ended" : FileFailure.ReasonOf(exception);
                throw QwenErrors.CheckpointUnwritable(_path, reason, answer?.Text);
            }
        }
    }
}
