using System.Text.Json;

namespace QwenCode.ModuleTests.SignIn;

/// <summary>Runs many cases in one process: starting PowerShell takes longer than all that it does here.</summary>
internal static class SignInRun
{
    private const string Script = """
        foreach ($case in Get-Content cases.json -Raw | ConvertFrom-Json) {
            foreach ($variable in $case.Variables.PSObject.Properties) { Set-Item "env:$($variable.Name)" $variable.Value }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $failure = $null
            $output = try { Invoke-Expression $case.Command 3>&1 6>$null } catch { $failure = $_ }
            [ordered]@{
                Name     = $case.Name
                Id       = ("$($failure.FullyQualifiedErrorId)" -split ',')[0]
                Message  = if ($failure) { "$failure" } else { ($output | Where-Object { $_ -isnot [Management.Automation.WarningRecord] }) -join ' ' }
                Seconds  = $clock.Elapsed.TotalSeconds
                Warnings = @($output | Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object { "$_" })
            } | ConvertTo-Json -Compress | Add-Content outcomes.json
            Disconnect-Qwen
            foreach ($variable in $case.Variables.PSObject.Properties) { Remove-Item "env:$($variable.Name)" }
        }
        """;

    /// <summary>Runs the cases and returns how they ended, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, LoginOutcome>> RunAsync(IEnumerable<SignInCase> cases)
    {
        using var pwsh = new PwshRun();
        var stages = new Dictionary<string, SignInStage>();
        try
        {
            var texts = new List<object>();
            foreach (var each in cases)
            {
                var home = $"home{stages.Count}";
                var stage = stages[each.Name] = await SignInStage.StartAsync(pwsh, home, each.Options?.Invoke());
                each.Arrange(stage);
                var variables = new Dictionary<string, string>
                {
                    ["QWEN_HOME"] = stage.Folder,
                    ["QWEN_OAUTH_BASE_URL"] = stage.Server.Origin.AbsoluteUri,
                };
                foreach (var (name, value) in each.Variables ?? [])
                    variables[name] = value;
                texts.Add(new { each.Name, each.Command, Variables = variables });
            }

            pwsh.Write("project/cases.json", JsonSerializer.Serialize(texts));
            var result = await pwsh.RunAsync(Script);
            result.ExitCode.ShouldBe(0, result.ToString());
            result.Errors.ShouldBeEmpty();
            var lines = await File.ReadAllLinesAsync(Path.Join(pwsh.Project, "outcomes.json"), TestContext.Current.CancellationToken);
            return lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToDictionary(line => line.Text("Name"), line => Outcome(line, stages[line.Text("Name")]));
        }
        finally
        {
            foreach (var stage in stages.Values)
                await stage.DisposeAsync();
        }
    }

    private static LoginOutcome Outcome(JsonElement line, SignInStage stage) => new(
        line.Text("Id"),
        line.Text("Message"),
        line.GetProperty("Seconds").GetDouble(),
        line.Texts("Warnings"),
        stage.Asked,
        stage.Server.Requests,
        Directory.Exists(stage.Folder) ? Directory.GetFiles(stage.Folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText) : []);
}
