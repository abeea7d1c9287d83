using System.Text;
using System.Text.Json;
using QwenCode.Batches;
using QwenCode.Errors;
using QwenCode.Loopback;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Batches;

/// <summary>Thousands of damaged ledgers, lines of results and requests: each can be used, or is an error of the module.</summary>
public sealed class BatchMutationTests : IDisposable
{
    private const int Mutations = 2000;
    private const int Seed = 20261127;

    private static readonly string[] ResultLines =
    [
        """{"id":"r","custom_id":"1","response":{"status_code":200,"request_id":"q","body":{"id":"c","model":"m","created":1,"choices":[{"index":0,"message":{"role":"assistant","content":"hé 中"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}},"error":null}""",
        """{"custom_id":1,"response":{"status_code":"200","body":"{\"choices\":[{\"message\":{\"content\":\"text\",\"tool_calls\":[{\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}"},"error":{}}""",
        """{"custom_id":"1","response":{"status_code":429,"request_id":"","body":{"error":{"message":"slow down","type":"requests","code":"rate_limit_exceeded","param":null}}},"error":null}""",
        """{"custom_id":"1","response":null,"error":{"code":"batch_expired","message":"This request could not be executed before the completion window expired."}}""",
        """{"custom_id":"1","error":"a text"}""",
    ];

    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_damaged_ledger_is_a_batch_or_an_error_of_the_module()
    {
        var folder = new BatchFolder(_files.Folder("batch"));
        var usable = 0;
        foreach (var content in MutatedFile.Of(Encoding.UTF8.GetString(LedgerJson.Write(Ledgers.Full).Span), Mutations, Seed))
        {
            File.WriteAllBytes(folder.LedgerPath, content);
            try
            {
                var ledger = folder.Read();
                usable++;
                _ = LedgerJson.Read(LedgerJson.Write(ledger));
            }
            catch (QwenException exception)
            {
                exception.Id.ShouldBe(ErrorId.BatchFileInvalid);
                exception.Message.Length.ShouldBeLessThan(400);
            }
        }

        usable.ShouldBeInRange(100, Mutations - 100);
    }

    [Fact]
    public void A_batch_with_a_damaged_ledger_that_can_be_read_can_be_shown()
    {
        var unshown = new HashSet<string>();
        foreach (var content in MutatedFile.Of(Encoding.UTF8.GetString(LedgerJson.Write(Ledgers.Full).Span), Mutations, Seed))
        {
            if (Ledger(content) is { } ledger)
                unshown.UnionWith(Unshown(QwenBatch.Of(ledger, "folder")));
        }

        unshown.ShouldBeEmpty();
    }

    [Fact]
    public void A_damaged_line_of_results_is_an_answer_or_an_error_of_the_module()
    {
        var reader = new ResultReader(new ResultSource("http://localhost/v1", "Custom", "m", "name"), new ManualTimeProvider());
        var (answers, failures, unreadable) = (0, 0, 0);
        foreach (var content in ResultLines.SelectMany((line, index) => MutatedFile.Of(line, Mutations, Seed + index)))
        {
            var line = ResultLine.Read(content);
            unreadable += line is null ? 1 : 0;
            try
            {
                _ = reader.Read(line, () => Conversation.Empty).Text;
                answers++;
            }
            catch (QwenException exception)
            {
                exception.Message.Length.ShouldBeLessThan(2000);
                failures++;
            }
        }

        answers.ShouldBeGreaterThan(500);
        failures.ShouldBeGreaterThan(500);
        unreadable.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Damaged_results_in_a_file_are_found_or_unknown()
    {
        var path = _files.At("output.jsonl");
        var known = 0;
        foreach (var lines in MutatedFile.Of(string.Join('\n', ResultLines) + "\n", Mutations / 4, Seed))
        {
            File.WriteAllBytes(path, lines);
            using var index = new ResultIndex(1, id => id == "1" ? 0 : -1);
            index.Add(path);
            index.Unusable.Count.ShouldBeLessThanOrEqualTo(lines.Count((byte)'\n') + 1);
            if (index.Find(0) is not { } line)
                continue;
            line.CustomId.ShouldBe("1");
            known++;
        }

        known.ShouldBeGreaterThan(Mutations / 8);
    }

    [Fact]
    public void A_damaged_request_is_a_conversation_or_none()
    {
        const string Request = """{"custom_id":"1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"hé"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"t","content":"r"}]}}""";
        var read = 0;
        foreach (var content in MutatedFile.Of(Request, Mutations, Seed))
        {
            read += RequestLine.ConversationOf(content).Messages.Count > 0 ? 1 : 0;
            try
            {
                _ = RequestLine.BodyOf(content);
            }
            catch (JsonException)
            {
                // A caller reports it.
            }
        }

        read.ShouldBeInRange(100, Mutations - 100);
    }

    private static BatchLedger? Ledger(byte[] content)
    {
        try
        {
            return LedgerJson.Read(content);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Unshown(QwenBatch batch)
    {
        foreach (var property in typeof(QwenBatch).GetProperties())
        {
            var failure = Record.Exception(() => property.GetValue(batch))?.InnerException;
            if (failure is not null)
                yield return $"{property.Name}: {failure.GetType().Name}";
        }
    }
}
