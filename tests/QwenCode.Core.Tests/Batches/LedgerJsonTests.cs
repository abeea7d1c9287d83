using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using QwenCode.Batches;

namespace QwenCode.Core.Tests.Batches;

/// <summary>Ledgers as JSON.</summary>
public sealed class LedgerJsonTests
{
    // What was uploaded is known from the entry, and the metadata from the ledger.
    private static readonly string[] Unsaved = [nameof(ServiceJob.InputFileId), nameof(ServiceJob.Metadata)];

    [Fact]
    public void Each_member_comes_back()
    {
        var ledger = Ledgers.Full;

        var read = LedgerJson.Read(LedgerJson.Write(ledger));

        foreach (var property in typeof(BatchLedger).GetProperties().Concat(typeof(JobEntry).GetProperties()).Concat(typeof(ServiceJob).GetProperties()).Where(property => !Unsaved.Contains(property.Name)))
        {
            var (saved, back) = (OwnerOf(property, ledger), OwnerOf(property, read));
            var value = property.GetValue(saved);
            IsSet(value).ShouldBeTrue($"{property.DeclaringType!.Name}.{property.Name} is not tested");
            ShouldBeSame(property.GetValue(back), value, property.Name);
        }

        Encoding.UTF8.GetString(LedgerJson.Write(read).Span).ShouldBe(Encoding.UTF8.GetString(LedgerJson.Write(ledger).Span));
    }

    [Fact]
    public void A_member_that_is_not_set_stays_so()
    {
        var ledger = Ledgers.Bare with { Jobs = [new JobEntry(1, 1, ""), new JobEntry(2, 1, "h") { Job = new ServiceJob { Id = "b", Status = "x" } }] };

        var read = LedgerJson.Read(LedgerJson.Write(ledger));

        (read.Schema, read.IsSealed, read.ReceivedAt, read.Usage).ShouldBe((null, false, null, null));
        read.Jobs[0].ShouldBe(ledger.Jobs[0]);
        read.Jobs[1].Job!.ShouldSatisfyAllConditions(
            job => (job.OutputFileId, job.ErrorFileId, job.Completed, job.Failed).ShouldBe((null, null, 0, 0)),
            job => (job.CreatedAt, job.EndedAt, job.ExpiresAt, job.Usage).ShouldBe((null, null, null, null)),
            job => job.Errors.ShouldBeEmpty());
    }

    [Theory]
    [InlineData("\"qwenCodeBatch\": 1", "\"qwenCodeBatch\": 2", "another version")]
    [InlineData("\"model\": \"m\",", "", "model")]
    [InlineData("\"createdAt\": ", "\"created\": ", "createdAt")]
    [InlineData("\"id\": \"batch-1\"", "\"id\": \"../batch-1\"", "id")]
    [InlineData("\"jobs\": [", "\"jobs\": {} , \"more\": [", "")]
    [InlineData("\"isSealed\": true", "\"isSealed\": 1", "")]
    [InlineData("\"lines\": 50000", "\"lines\": 1e99", "")]
    [InlineData("\"lines\": 50000", "\"lines\": 1.5", "")]
    [InlineData("\"lines\": 50000", "\"lines\": -1", "")]
    [InlineData("\"http://localhost/v1\"", "\"localhost\"", "baseUrl")]
    [InlineData("\"promptTokens\": 1,", "", "")]
    public void A_ledger_that_cannot_be_used_is_an_error(string old, string replacement, string why)
    {
        var text = Encoding.UTF8.GetString(LedgerJson.Write(Ledgers.Full).Span);
        text.ShouldContain(old);

        Should.Throw<FormatException>(() => LedgerJson.Read(Encoding.UTF8.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal)))).Message.ShouldContain(why);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"qwenCodeBatch\":1}")]
    [InlineData("{\"qwenCodeBatch\":\"1\"}")]
    public void Another_text_is_not_a_ledger(string text) => Should.Throw<FormatException>(() => LedgerJson.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_id_of_a_file_that_cannot_be_part_of_a_path_is_ignored()
    {
        var text = Encoding.UTF8.GetString(LedgerJson.Write(Ledgers.Full).Span).Replace("\"file-output\"", "\"../models\"", StringComparison.Ordinal);

        LedgerJson.Read(Encoding.UTF8.GetBytes(text)).Jobs.ShouldAllBe(entry => entry.Job!.OutputFileId == null && entry.Job.ErrorFileId == "file-errors");
    }

    [Fact]
    public void It_is_JSON_that_a_person_can_read()
    {
        var text = Encoding.UTF8.GetString(LedgerJson.Write(Ledgers.Full).Span);

        using var document = JsonDocument.Parse(text);
        document.RootElement.GetProperty("jobs").GetArrayLength().ShouldBe(2);
        text.ShouldContain("中");
        text.ShouldContain('\n');
    }

    private static object OwnerOf(PropertyInfo property, BatchLedger ledger) =>
        property.DeclaringType == typeof(BatchLedger) ? ledger : property.DeclaringType == typeof(JobEntry) ? ledger.Jobs[1] : ledger.Jobs[1].Job!;

    private static bool IsSet(object? value) => value switch
    {
        null or false or 0 or 0L or "" => false,
        ICollection { Count: 0 } => false,
        _ => true,
    };

    private static void ShouldBeSame(object? actual, object? expected, string name)
    {
        if (expected is IReadOnlyList<JobEntry> or ServiceJob)
            return;
        if (expected is TokenUsage usage)
            Counts((TokenUsage)actual!).ShouldBe(Counts(usage), name);
        else if (expected is IReadOnlyList<string> texts)
            ((IReadOnlyList<string>)actual!).ShouldBe(texts, name);
        else
            actual.ShouldBe(expected, name);
    }

    private static (long, long, long, long?, long?) Counts(TokenUsage usage) => (usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens, usage.CachedTokens, usage.ReasoningTokens);
}
