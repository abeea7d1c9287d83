using System.Text.Json;

namespace QwenCode.ModuleTests.Tools;

/// <summary>The schemas of PowerShell's own commands, and calls that are made of nothing but them.</summary>
public sealed class CommandSchemaTests
{
    // What a request takes.
    private const int MostTools = 128;

    // Those of some versions only are passed over by others.
    private const string Names = """
        Get-ChildItem, Get-Process, Get-Date, Select-String, ConvertTo-Json, ConvertFrom-Json, Get-Random, Get-SecureRandom, New-Item, Set-Content, Add-Content, Get-Content, Clear-Content, Test-Path, Join-Path, Split-Path,
        Resolve-Path, Convert-Path, Get-Item, Set-Item, Copy-Item, Move-Item, Rename-Item, Remove-Item, Get-ItemProperty, Set-ItemProperty, Get-ItemPropertyValue, Get-Location, Set-Location, Push-Location, Get-PSDrive, New-PSDrive,
        Stop-Process, Start-Process, Wait-Process, Invoke-WebRequest, Invoke-RestMethod, Get-Member, Measure-Object, Sort-Object, Select-Object, Group-Object, Compare-Object, Tee-Object, Get-Unique, Get-Command, Get-Help, Import-Module,
        Get-Variable, Set-Variable, New-Variable, Clear-Variable, Get-Alias, Set-Alias, New-TimeSpan, Start-Sleep, Get-FileHash, Get-Culture, Get-UICulture, Out-String, Out-File, Write-Output, Write-Warning, Write-Error, Write-Progress, Write-Host,
        Get-Host, Get-History, Get-Job, Get-Event, Get-TimeZone, Set-Date, Get-Uptime, Get-PSCallStack, ConvertTo-Csv, ConvertFrom-Csv, Import-Csv, Export-Csv, ConvertTo-Xml, ConvertTo-Html, Export-Clixml, Import-Clixml, Select-Xml, Format-Hex,
        Format-Table, Format-List, Get-Verb, Get-PSProvider, New-Guid, New-TemporaryFile, New-Object, Add-Type, Add-Member, Get-Error, Join-String, Test-Json, ConvertFrom-Markdown, ConvertFrom-StringData, Test-Connection, Get-FormatData, Update-List
        """;

    private const string Setup = $$"""
        function Get-Known { Get-Command -Name ('{{Names}}' -split ',\s*') -CommandType Cmdlet -ErrorAction Ignore | Sort-Object Name -Unique }
        function Get-Name($Command, $Set) { "$($Command.Name)-$Set" -replace '[^\w-]', '_' }

        """;

    // The same parameters and sets, but a body that only notes what PowerShell bound.
    private const string Proxies = """
        $global:bound = [Collections.Generic.List[object]]::new()
        $tools = foreach ($command in Get-Known) {
            $metadata = [Management.Automation.CommandMetadata]::new($command)
            $proxy = "Proxy-$($command.Name)"
            $null = New-Item "function:$proxy" -Value ([scriptblock]::Create((
                [Management.Automation.ProxyCommand]::GetCmdletBindingAttribute($metadata), "param($([Management.Automation.ProxyCommand]::GetParamBlock($metadata) -replace '\[System.Text.Encoding\]'))",
                'process { $global:bound.Add(@{ Set = $PSCmdlet.ParameterSetName; Names = @($PSBoundParameters.Keys) }) }') -join "`n"))
            foreach ($set in @((Get-Command $command).ParameterSets.Name) -ne 'Com') {
                $tool = New-QwenTool $proxy -ParameterSetName $set -Name (Get-Name $command $set) -ErrorAction SilentlyContinue
                if ($tool) { $tool }
            }
        }

        """;

    // What commands have in a folder of files only, and copies of them do not have.
    private static readonly string[] OfFiles =
        ["AsByteStream", "Attributes", "Delimiter", "Directory", "Encoding", "File", "FollowSymlink", "Hidden", "NewerThan", "NoNewline", "OlderThan", "Raw", "ReadOnly", "System", "Wait"];

    [PwshFact]
    public async Task Schemas_are_valid_and_calls_made_of_them_are_bound_to_the_parameter_set_they_are_of()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var tools = await ToolsAsync(pwsh);
        List<(Offered Tool, string Arguments)> calls = [];
        server.Options.ToolScript = ToolScript.From(request =>
        {
            if (request.Round > 0)
                return null;
            List<(Offered Tool, string Arguments)> round = [.. tools.Where(tool => request.ToolNames.Contains(tool.Name)).SelectMany(tool => tool.Samples(Parameters(request, tool.Name)), (tool, arguments) => (tool, arguments))];
            calls.AddRange(round);
            return new ScriptedRound([.. round.Select(call => new ScriptedCall(call.Tool.Name, call.Arguments))]);
        });
        var seen = await pwsh.JsonAsync(Setup + Proxies + $$"""
            $answers = for ($i = 0; $i -lt $tools.Count; $i += {{MostTools}}) { $part = $tools[$i..($i + {{MostTools - 1}})]; Invoke-QwenChat 'go' -Tool $part -ApproveTool $part.Name }
            @{ Names = @($tools.Name); Bound = $bound; Calls = @($answers.ToolCalls | ForEach-Object { @{ Name = $_.Name; Status = "$($_.Status)"; Text = "$($_.Arguments) $($_.Error)" } }) } | ConvertTo-Json -Compress -Depth 5
            """);

        tools.Select(tool => tool.Command).Distinct().Count().ShouldBeGreaterThan(80);
        tools.Where(tool => SchemaCheck.OfSchema(tool.Schema).Length > 0).ShouldBeEmpty();
        calls.Select(call => (call.Tool, Problem: SchemaCheck.OfArguments(call.Tool.Schema, call.Arguments))).Where(call => call.Problem.Length > 0).ShouldBeEmpty();
        seen.Texts("Names").ShouldBe(tools.Select(tool => tool.Name));
        seen.List("Calls").Where(call => call.Text("Status") != "Completed").Select(call => $"{call.Text("Name")}: {call.Text("Text")}").ShouldBeEmpty();
        var bound = seen.List("Bound");
        bound.Length.ShouldBe(calls.Count);
        tools.SelectMany(tool => tool.Hidden).Distinct().Order().ShouldBe(OfFiles);
        foreach (var (call, actual) in calls.Zip(bound))
            actual.Texts("Names").ShouldBe(JsonDocument.Parse(call.Arguments).RootElement.EnumerateObject().Select(argument => argument.Name), ignoreOrder: true, $"{call.Tool}");

        // Without the parameters that distinguish it, another set may be meant.
        calls.Zip(bound).Where((pair, index) => index % 2 == 1 && pair.Second.Text("Set") != pair.First.Tool.Set).Select(pair => $"{pair.First.Tool}: {pair.Second}").ShouldBeEmpty();
    }

    private static List<string> Parameters(ChatRequestBody request, string name) =>
        [.. request.Json.List("tools").Select(tool => tool.GetProperty("function")).First(function => function.Text("name") == name).GetProperty("parameters").GetProperty("properties").EnumerateObject().Select(property => property.Name)];

    private static async Task<List<Offered>> ToolsAsync(PwshRun pwsh)
    {
        var tools = await pwsh.JsonAsync(Setup + """
            ConvertTo-Json -Compress @(foreach ($command in Get-Known) {
                foreach ($set in @((Get-Command $command).ParameterSets.Name) -ne 'Com') {
                    $tool = New-QwenTool $command -ParameterSetName $set -Name (Get-Name $command $set) -ErrorAction SilentlyContinue
                    if ($tool) { @{ Command = $command.Name; Set = $set; Name = $tool.Name; Schema = $tool.Schema } }
                }
            })
            """);
        return [.. tools.EnumerateArray().Select(tool => new Offered(tool.Text("Command"), tool.Text("Set"), tool.Text("Name"), JsonDocument.Parse(tool.Text("Schema")).RootElement))];
    }

    private sealed record Offered(string Command, string Set, string Name, JsonElement Schema)
    {
        public List<string> Hidden { get; } = [];

        public string[] Samples(List<string> known)
        {
            Hidden.AddRange(Schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Except(known));
            return [SampleArguments.Of(Schema, known, onlyRequired: true), SampleArguments.Of(Schema, known)];
        }

        public override string ToString() => $"{Command} ({Set})";
    }
}
