using System.Text.Json;

namespace QwenCode.ModuleTests.Tools;

/// <summary>Calls of functions with one parameter each.</summary>
internal static class ParameterCalls
{
    /// <summary>Creates <c>$tools</c>, a function for each of <c>$parameters</c> that adds what it gets to <c>$got</c>.</summary>
    public const string Tools = """
        function Format($Value) {
            if ($Value -is [Collections.IDictionary]) { return @($Value.Keys | Sort-Object | ForEach-Object { "$_=$($Value[$_])" }) -join '|' }
            if ($Value -is [datetime]) { return $Value.ToUniversalTime().ToString('o') }
            if ($Value -is [DateTimeOffset]) { return $Value.ToString('o') }
            if ($Value -is [DateOnly]) { return $Value.ToString('o') }
            if ($Value -is [Collections.IEnumerable] -and $Value -isnot [string] -and $Value -isnot [ipaddress]) { return @($Value | ForEach-Object { "$_" }) -join '|' }
            if ($Value -is [decimal]) { return $Value.ToString([cultureinfo]::InvariantCulture) }
            "$Value"
        }
        $global:got = [Collections.Generic.List[string]]::new()
        $index = 0
        $tools = foreach ($parameter in $parameters) {
            New-QwenTool -ScriptBlock ([scriptblock]::Create("param($parameter)`n" + '$global:got.Add("$($v.GetType().Name): $(Format $v)")')) -Name "kind_$(($index++))"
        }

        """;

    private const string Types = """
        enum Level { Low; High }
        class Item { [string] $Name; [int] $Count; [string] ToString() { return "$($this.Name) $($this.Count)" } }
        class Made {
            [int] $Size
            hidden [string] $Text
            Made([hashtable] $Table) { $this.Text = $Table.Size }
            [string] ToString() { return $this.Text }
        }
        class DoublingAttribute : Management.Automation.ArgumentTransformationAttribute {
            [object] Transform([Management.Automation.EngineIntrinsics] $Engine, [object] $Value) { return @($Value, $Value) }
        }
        class NeverAttribute : Management.Automation.ValidateArgumentsAttribute {
            [void] Validate([object] $Value, [Management.Automation.EngineIntrinsics] $Engine) { throw [Management.Automation.ValidationMetadataException]::new('never') }
        }

        """;

    /// <summary>Has a model call a function for each parameter with its arguments, and returns what a script makes of <c>$answer</c>, <c>$tools</c> and <c>$got</c>.</summary>
    public static async Task<JsonElement> RunAsync(IEnumerable<(string Parameter, string Arguments)> calls, string script)
    {
        var all = calls.ToList();
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.Of(new ScriptedRound([.. all.Select((call, index) => new ScriptedCall($"kind_{index}", call.Arguments))])),
        });
        using var pwsh = new PwshRun().WithServer(server);
        return await pwsh.JsonAsync($$"""
            {{Types}}
            $parameters = ConvertFrom-Json @'
            {{JsonSerializer.Serialize(all.Select(call => call.Parameter))}}
            '@
            {{Tools}}
            $answer = Invoke-QwenChat 'go' -Tool $tools -ApproveTool $tools.Name
            {{script}}
            """);
    }
}
