using System.Text;
using QwenCode.Authentication;
using QwenCode.Batches;
using QwenCode.Chat;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Files;

/// <summary>The kinds of files that are mutated: each writes a set of them into a folder and reads it.</summary>
internal static class FuzzedFiles
{
    private static readonly ManualTimeProvider Time = new();
    private static readonly CheckpointHeader Header = new("p", "c", "m", "o", "https://h/v1");

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<(string Kind, Action<string, Random> Read)> All { get; } =
    [
        ("ledger", ReadLedger), ("received batch", ReadReceived), ("results", ReadResults), ("checkpoint", ReadCheckpoint), ("conversation", ReadConversation), ("settings", ReadSettings),
    ];

    private static void ReadLedger(string folder, Random random)
    {
        Write(folder, "name/batch.json", FileMutation.Of(FuzzedSamples.Ledger, random));
        var list = new BatchStore(folder).Ledgers(_ => true);
        foreach (var (_, failure) in list.Failures)
            throw failure;
        var batch = QwenBatch.Of(list.Readable.Single(), folder);
        foreach (var property in typeof(QwenBatch).GetProperties())
            _ = $"{batch}{property.GetValue(batch)}";
        var merged = list.Readable[0].Merge(list.Readable[0]);
        new BatchFolder(Path.Join(folder, "name")).Write(merged);
        Ensure(new BatchFolder(Path.Join(folder, "name")).Read().Count == merged.Count, "A ledger that was written again is another.");
    }

    // Each file of a batch may be the mutated one, the ledger more often than others.
    private static void ReadReceived(string folder, Random random)
    {
        var chosen = Math.Max(0, random.Next(-3, FuzzedSamples.ReceivedFiles.Count));
        foreach (var ((name, text), number) in FuzzedSamples.ReceivedFiles.Select((file, number) => (file, number)))
            Write(folder, $"name/{name}", number == chosen ? FileMutation.Of(text, random) : Encoding.UTF8.GetBytes(text));
        var batch = new BatchFolder(Path.Join(folder, "name"));
        var ledger = batch.Read();
        if (!ledger.HasEnded)
            return;
        var results = new BatchResults(batch, ledger, new ResultSource("http://localhost/v1", "Custom", "m", "name"), Time);
        Use(results.Read(keepsBodies: random.Next(2) == 0));
        results.Rejected.ToList().ForEach(Use);
        foreach (var path in Directory.EnumerateFiles(batch.Path, "*.output.jsonl"))
            _ = ResultCheck.Of(path, id => id == "1");
    }

    private static void ReadResults(string folder, Random random)
    {
        var results = Write(folder, "output.jsonl", FileMutation.Of(FuzzedSamples.Results, random));
        var errors = Write(folder, "errors.jsonl", random.Next(2) == 0 ? FileMutation.Of(FuzzedSamples.Errors, random) : []);
        var requests = Write(folder, "requests.jsonl", random.Next(2) == 0 ? FileMutation.Of(FuzzedSamples.Requests, random) : Encoding.UTF8.GetBytes(FuzzedSamples.Requests));
        Use(new FileResults([results, errors], random.Next(2) == 0 ? requests : null, Time).Read());
    }

    private static void ReadCheckpoint(string folder, Random random)
    {
        var path = Write(folder, "run.jsonl", FileMutation.Of(FuzzedSamples.Checkpoint, random));
        Continue(path);
        Ensure(Continue(path) == 0, "A checkpoint that was continued requests again what it has.");
    }

    private static int Continue(string path)
    {
        var requested = 0;
        using var checkpoint = Checkpoint.Open(path, Header);
        foreach (var prompt in FuzzedSamples.Prompts)
        {
            var request = FuzzedSamples.Request(prompt);
            var answer = checkpoint.AskAsync(request, () =>
            {
                requested++;
                return Task.FromResult(FuzzedSamples.Answer(request, prompt));
            }).GetAwaiter().GetResult();
            _ = $"{answer.Text}{answer.Usage}{answer.Duration}{answer.CreatedAt}{string.Concat(answer.Messages)}{string.Concat(answer.OtherAnswers)}";
        }

        return requested;
    }

    private static void ReadConversation(string folder, Random random)
    {
        Write(folder, "talk.jsonl", FileMutation.Of(FuzzedSamples.Conversation, random));
        var store = new ConversationStore(folder, Time);
        var list = store.List();
        list.Failures.ToList().ForEach(Use);
        foreach (var saved in list.Readable)
            _ = $"{saved}{saved.StartedAt}{saved.UpdatedAt}{saved.WorkingDirectory}{saved.Model}{saved.Turns}";
        int messages;
        using (var log = store.Open("talk"))
        {
            messages = log.Conversation.Messages.Count;
            log.Append([new ChatMessage("user", "more"), new ChatMessage("assistant", "More.")]);
        }

        var continued = store.Get("talk").Messages;
        Ensure(continued.Count == messages + 2 && continued[^1].Text == "More.", "A conversation that was continued lacks what was added.");
    }

    private static void ReadSettings(string folder, Random random)
    {
        var home = Path.Join(folder, "home");
        Write(folder, "home/.qwen/settings.json", FileMutation.Of(random.Next(2) == 0 ? FuzzedSamples.Settings : FuzzedSamples.FlatSettings, random));
        var failure = Failure(() => ReadSettings(folder, home));
        var unwritable = Failure(() => SettingsWriter.Write(UserFolders.FromHome(home, _ => null), new SavedChoice("qwen-oauth")));
        if (unwritable is null && failure?.Id != ErrorId.SettingsFileInvalid)
            Ensure(Failure(() => ReadSettings(folder, home))?.Id != ErrorId.SettingsFileInvalid, "Settings that could be read and were edited cannot be read.");
        if (failure is not null)
            throw failure;
    }

    private static void ReadSettings(string folder, string home)
    {
        var environment = Resolving.Environment(folder, home, FuzzedSamples.Variables);
        var context = Resolving.Auth(environment);
        foreach (var model in ConfiguredModels.Of(environment, context))
            _ = $"{model.Id}{model.Name}{model.Description}{model.KeyVariable}{model.StatusMessage}{model.Source}";
        _ = ModelPrice.Find(environment.Settings.Files, "qwen3-max")?.Of(long.MaxValue, long.MaxValue, long.MaxValue);
        Ensure(!string.Concat(context.Warnings).Any(char.IsControl), "A warning has control characters.");
        context.EnsureUsable();
    }

    private static QwenException? Failure(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (QwenException exception)
        {
            return exception;
        }
    }

    private static void Use(IEnumerable<BatchResult> results)
    {
        foreach (var result in results)
        {
            if (result.Failure is { } failure)
                Use(failure);
            else
                _ = $"{result.Answer!.Text}{result.Answer.Usage}{result.Answer.CreatedAt}{string.Concat(result.Answer.Messages)}{string.Concat(AnswerWarnings.Of(result.Answer))}";
        }
    }

    private static void Use(QwenException failure) =>
        Ensure(!failure.Message.Any(char.IsControl) && failure.ErrorId != "UnexpectedFailure", $"{failure.ErrorId}: {failure.Message}");

    private static string Write(string folder, string name, byte[] content)
    {
        var path = Path.Join(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static void Ensure(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException(otherwise);
    }
}
