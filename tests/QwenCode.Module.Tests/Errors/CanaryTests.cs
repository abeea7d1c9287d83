using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QwenCode.ModuleTests.Errors;

/// <summary>A key, planted in every possible location, is searched for in all output of the module.</summary>
public sealed partial class CanaryTests(CanaryRun run) : IClassFixture<CanaryRun>
{
    // These need a person at a terminal.
    private static readonly string[] Prompted = ["error ToolCallsStopped"];

    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}{Guid.NewGuid():N}";

    // A part of it is as bad. The last four characters may be shown.
    private string Trace => _canary[..24];

    [PwshFact]
    public async Task No_secret_is_in_any_stream_error_object_transcript_or_file()
    {
        var leaks = new List<string>();
        foreach (var (name, outcome) in await run.OutcomesAsync())
        {
            var search = new CanarySearch(outcome.Secrets);
            leaks.AddRange(outcome.Texts.SelectMany(text => search.Leaks(text.Value).Select(leak => $"{name}, {text.Key}: {leak}")));
            outcome.Texts.Keys.Select(Path.GetExtension).ShouldBeSubsetOf([".json", ".xml", ".transcript", ".ps1", ".pfx", ""]);
        }

        leaks.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Every_parameter_set_was_used_and_every_failure_occurred()
    {
        var reached = (await run.OutcomesAsync()).Values.SelectMany(outcome => outcome.Reached).ToHashSet();

        var sets = reached.Where(word => word.StartsWith("known ", StringComparison.Ordinal)).Select(word => word.Replace("known ", "set ", StringComparison.Ordinal)).ToList();
        sets.Count.ShouldBeGreaterThan(7);
        sets.Concat(ErrorIds().Select(id => $"error {id}")).Except(Prompted).Where(word => !reached.Contains(word)).ShouldBeEmpty("A step for it belongs in CanarySteps.");
        string[] things = ["AuthContext", "ChatAnswer", "ChatDelta", "Conversation", "EnvSource", "ModelInfo", "ErrorRecord", "WarningRecord", "VerboseRecord", "InformationRecord", "ProgressRecord"];
        things.Select(thing => $"object {thing}").Where(word => !reached.Contains(word)).ShouldBeEmpty();
    }

    [PwshFact]
    public async Task AsPlainText_shows_a_key_from_a_file()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", $"OPENAI_API_KEY={_canary}\n");

        var values = await pwsh.JsonAsync("ConvertTo-Json -Compress @((Get-QwenEnvSource).Variables.Value, (Get-QwenEnvSource -AsPlainText).Variables.Value)");

        values.Texts().ShouldBe([$"****{_canary[^4..]}", _canary]);
    }

    [PwshFact]
    public async Task A_key_that_the_service_sends_back_is_not_shown()
    {
        var leaks = await LeaksAsync(new()
        {
            ["error"] = Fault.Status(401, $$$"""{"error":{"message":"Incorrect API key provided: {{{_canary}}}.","code":"invalid_api_key"}}"""),
            ["text"] = Fault.Status(400, $"Authorization: Bearer {_canary}", "text/plain"),
            ["page"] = Fault.Status(502, $"<html><title>{_canary}</title></html>", "text/html"),
            ["error in success"] = Fault.RawJson($$$"""{"error":{"message":"bad key {{{_canary}}}","code":"{{{_canary}}}"}}"""),
            ["no JSON"] = Fault.RawJson($"<<< {_canary}"),
            ["request id in the body"] = Fault.Status(500, $$$"""{"message":"failed","code":"X","request_id":"{{{_canary}}}"}"""),
        });

        leaks.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_key_that_the_service_sends_back_in_a_header_is_not_shown()
    {
        var leaks = await LeaksAsync(new()
        {
            ["Location"] = Fault.Status(302, "", headers: new Dictionary<string, string> { ["Location"] = $"https://login.invalid/?key={_canary}" }),
            ["x-request-id"] = Fault.Status(400, headers: new Dictionary<string, string> { ["x-request-id"] = _canary }),
            ["Content-Type"] = Fault.Raw("nothing"u8.ToArray(), $"text/plain; key={_canary}"),
        });

        leaks.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_key_that_the_service_sends_back_in_escapes_is_not_shown()
    {
        var key = $"sk-{_canary}+/==";
        var escaped = string.Concat(_canary.Select(letter => $"\\u{(int)letter:x4}"));

        var leaks = await LeaksAsync(
            new()
            {
                ["as .NET services escape"] = Fault.Status(401, JsonSerializer.Serialize(new { error = new { message = $"Incorrect API key provided: {key}." } })),
                ["as PHP services escape"] = Fault.Status(400, $$$"""{"error":{"message":"bad key {{{key.Replace("/", "\\/", StringComparison.Ordinal)}}}"}}"""),
                ["every letter"] = Fault.Status(400, $$$"""{"error":{"message":"bad key sk-{{{escaped}}}+/=="}}"""),
                ["escaped twice"] = Fault.Status(400, $$$"""{"error":{"message":"bad key sk-{{{escaped.Replace("\\", "\\\\", StringComparison.Ordinal)}}}+/=="}}"""),
                ["no JSON"] = Fault.Status(400, $"bad json {{ sk-{escaped}", "text/plain"),
                ["HTML"] = Fault.Status(400, $"bad key {string.Concat(key.Select(letter => $"&#{(int)letter};"))}", "text/plain"),
                ["HTML in JSON"] = Fault.Status(400, $$$"""{"error":{"message":"bad key {{{string.Concat(key.Select(letter => $"&#x{(int)letter:x};"))}}}"}}"""),
                ["a page"] = Fault.Status(502, $"<html><title>{string.Concat(key.Select(letter => $"&#{(int)letter};"))}</title></html>", "text/html"),
                ["a URL"] = Fault.Status(400, $"see /login?key={string.Concat(key.Select(letter => $"%{(int)letter:x2}"))}", "text/plain"),
                ["an answer"] = Fault.RawJson($$$"""{"choices":[{"message":{"content":"{{{escaped}}}"},"finish_reason":"stop"}]}"""),
            },
            key);

        leaks.ShouldBeEmpty();
    }

    private async Task<List<string>> LeaksAsync(Dictionary<string, Fault> faults, string? key = null)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue([.. faults.Values]);
        using var pwsh = new PwshRun().WithServer(server).With("OPENAI_API_KEY", key ?? _canary).With("COUNT", $"{faults.Count}");

        var texts = await pwsh.JsonAsync("""
            $texts = foreach ($number in 1..$env:COUNT) {
                $Error.Clear()
                $all = try { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug *>&1 | Where-Object { $_ -isnot [QwenCode.ChatAnswer] } | Out-String } catch { "$_" }
                $all + ($Error | Format-List * -Force | Out-String) + ($Error | ForEach-Object { $_.Exception | Format-List * -Force | Out-String })
            }
            ConvertTo-Json -Compress @($texts)
            """);

        server.Requests.Count.ShouldBe(faults.Count);
        texts.GetArrayLength().ShouldBe(faults.Count);
        texts.Texts().ShouldAllBe(text => text.Contains("HTTP") || text.Contains("Exception"));
        return [.. faults.Keys.Zip(texts.Texts()).Where(pair => Readings(pair.Second.ReplaceLineEndings("")).Any(text => text.Contains(Trace))).Select(pair => pair.First)];
    }

    // The text, and what a reader makes of its escapes.
    private static IEnumerable<string> Readings(string text)
    {
        for (var level = 0; level < 4; level++)
        {
            yield return text;
            text = WebUtility.HtmlDecode(Uri.UnescapeDataString(Escape().Replace(text, match => $"{(char)Convert.ToInt32(match.Groups[1].Value, 16)}")));
        }
    }

    [GeneratedRegex(@"\\+u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();

    // The ids of the table, by making each of its errors.
    private static IEnumerable<string> ErrorIds()
    {
        var core = new FolderLoadContext(Path.Join(ModulePackage.Folder, "lib")).Load("QwenCode.Core.dll");
        var factories = core.GetType("QwenCode.Errors.QwenErrors", throwOnError: true)!.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => typeof(Exception).IsAssignableFrom(method.ReturnType) && method.GetParameters().All(parameter => parameter.Name != "id"));
        return factories.Select(method => method.Invoke(null, [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType))]))
            .Select(exception => (string)exception!.GetType().GetProperty("ErrorId")!.GetValue(exception)!).Distinct()

            // No step can cause an unforeseen failure.
            .Except(["UnexpectedFailure"]);
    }

    private static object? Sample(Type type) => type == typeof(string) ? "word" : type == typeof(Exception) ? new IOException() : type.IsValueType || type.Name == "ServiceFailure" ? Filled(Activator.CreateInstance(type)!) : null;

    private static object Filled(object facts)
    {
        facts.GetType().GetProperty("Endpoint")?.SetValue(facts, "https://h/v1");
        return facts;
    }
}
