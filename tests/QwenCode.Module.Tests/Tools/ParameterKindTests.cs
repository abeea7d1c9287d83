using System.Text.Json;

namespace QwenCode.ModuleTests.Tools;

/// <summary>Each kind of parameter: its schema, and the value that a function gets of an argument.</summary>
public sealed class ParameterKindTests
{
    private static readonly Kind[] Kinds =
    [
        // Texts.
        new("[string] $v", "{'type':'string'}", "'a'", "String: a"),
        new("$v", "{}", "'a'", "String: a"),
        new("[object] $v", "{}", "5", "Int64: 5"),
        new("[char] $v", "{'type':'string','minLength':1,'maxLength':1}", "'ä'", "Char: ä"),
        new("[guid] $v", "{'type':'string','format':'uuid'}", "'01234567-89ab-cdef-0123-456789abcdef'", "Guid: 01234567-89ab-cdef-0123-456789abcdef"),
        new("[uri] $v", "{'type':'string','format':'uri-reference'}", "'http://h/a?b=1'", "Uri: http://h/a?b=1"),
        new("[version] $v", "{'type':'string'}", "'1.2.3'", "Version: 1.2.3"),
        new("[semver] $v", "{'type':'string'}", "'1.2.3-a'", "SemanticVersion: 1.2.3-a"),
        new("[timespan] $v", "{'type':'string'}", "'1.02:03:04'", "TimeSpan: 1.02:03:04"),
        new("[regex] $v", "{'type':'string'}", "'^a+$'", "Regex: ^a+$"),
        new("[ipaddress] $v", "{'type':'string'}", "'127.0.0.1'", "IPAddress: 127.0.0.1"),
        new("[mailaddress] $v", "{'type':'string'}", "'a@b'", "MailAddress: a@b"),
        new("[cultureinfo] $v", "{'type':'string'}", "'de-DE'", "CultureInfo: de-DE"),
        new("[IO.FileInfo] $v", "{'type':'string'}", "'a.txt'", "FileInfo: a.txt"),
        new("[datetime] $v", "{'type':'string','format':'date-time'}", "'2026-03-04T05:06:07Z'", "DateTime: 2026-03-04T05:06:07.0000000Z"),
        new("[DateTimeOffset] $v", "{'type':'string','format':'date-time'}", "'2026-03-04T05:06:07+08:00'", "DateTimeOffset: 2026-03-04T05:06:07.0000000+08:00"),
        new("[DateOnly] $v", "{'type':'string','format':'date'}", "'2026-03-04'", "DateOnly: 2026-03-04"),

        // Numbers and flags.
        new("[int] $v", "{'type':'integer'}", "-5", "Int32: -5"),
        new("[byte] $v", "{'type':'integer'}", "255", "Byte: 255"),
        new("[uint64] $v", "{'type':'integer'}", "18446744073709551615", "UInt64: 18446744073709551615"),
        new("[bigint] $v", "{'type':'integer'}", "1000000000000000000000000001", "BigInteger: 1000000000000000000000000001"),
        new("[double] $v", "{'type':'number'}", "1.5e20", "Double: 1.5E+20"),
        new("[decimal] $v", "{'type':'number'}", "79228162514264337593543950335", "Decimal: 79228162514264337593543950335"),
        new("[decimal] $v", "{'type':'number'}", "0.10", "Decimal: 0.10"),
        new("[switch] $v", "{'type':'boolean'}", "true", "SwitchParameter: True"),
        new("[switch] $v", "{'type':'boolean'}", "false", "SwitchParameter: False"),
        new("[bool] $v", "{'type':'boolean'}", "false", "Boolean: False"),
        new("[Nullable[int]] $v", "{'type':'integer'}", "5", "Int32: 5"),

        // Choices and limits.
        new("[DayOfWeek] $v", "{'type':'string','enum':['Sunday','Monday','Tuesday','Wednesday','Thursday','Friday','Saturday']}", "'Friday'", "DayOfWeek: Friday"),
        new("[IO.FileShare] $v", "{'type':'array','items':{'type':'string','enum':['None','Read','Write','ReadWrite','Delete','Inheritable']}}", "['Read','Delete']", "FileShare: Read, Delete"),
        new("[Level] $v", "{'type':'string','enum':['Low','High']}", "'High'", "Level: High"),
        new("[ValidateSet('a', 'b')] [string] $v", "{'type':'string','enum':['a','b']}", "'b'", "String: b"),
        new("[ValidateSet('a', 'b')] [string[]] $v", "{'type':'array','items':{'type':'string','enum':['a','b']}}", "['b','a']", "String[]: b|a"),
        new("[ValidateSet(1, 2)] [int] $v", "{'type':'integer','enum':[1,2]}", "2", "Int32: 2"),
        new("[ValidateRange(1, 9)] [int] $v", "{'type':'integer','minimum':1,'maximum':9}", "9", "Int32: 9"),
        new("[ValidateRange(0.5, 1.5)] [double] $v", "{'type':'number','minimum':0.5,'maximum':1.5}", "1.5", "Double: 1.5"),
        new("[ValidateRange('Positive')] [int] $v", "{'type':'integer','exclusiveMinimum':0}", "1", "Int32: 1"),
        new("[ValidateRange('NonNegative')] [int] $v", "{'type':'integer','minimum':0}", "0", "Int32: 0"),
        new("[ValidateRange('Negative')] [int] $v", "{'type':'integer','exclusiveMaximum':0}", "-1", "Int32: -1"),
        new("[ValidateRange('NonPositive')] [int] $v", "{'type':'integer','maximum':0}", "0", "Int32: 0"),
        new("[ValidatePattern('^[a-z]+$')] [string] $v", "{'type':'string','pattern':'^[a-z]+$'}", "'abc'", "String: abc"),
        new("[ValidatePattern('\\A(?i)[a-z]+\\z')] [string] $v", @"{'description':'Matches the .NET regular expression \\A(?i)[a-z]+\\z','type':'string'}", "'ABC'", "String: ABC"),
        new("[ValidateLength(2, 4)] [string] $v", "{'type':'string','minLength':2,'maxLength':4}", "'abc'", "String: abc"),
        new("[ValidateCount(1, 2)] [string[]] $v", "{'type':'array','minItems':1,'maxItems':2,'items':{'type':'string'}}", "['a','b']", "String[]: a|b"),
        new("[ValidateNotNullOrEmpty()] [string] $v", "{'type':'string','minLength':1}", "'a'", "String: a"),

        // Lists and tables.
        new("[string[]] $v", "{'type':'array','items':{'type':'string'}}", "[]", "String[]: "),
        new("[int[]] $v", "{'type':'array','items':{'type':'integer'}}", "[1,2]", "Int32[]: 1|2"),
        new("[int[][]] $v", "{'type':'array','items':{'type':'array','items':{'type':'integer'}}}", "[[1,2],[3]]", "Int32[][]: 1 2|3"),
        new("[array] $v", "{'type':'array','items':{}}", "[1,'a']", "Object[]: 1|a"),
        new("[Collections.ArrayList] $v", "{'type':'array','items':{}}", "[1,'a']", "ArrayList: 1|a"),
        new("[Collections.Generic.List[int]] $v", "{'type':'array','items':{'type':'integer'}}", "[1,2]", "List`1: 1|2"),
        new("[Collections.Generic.HashSet[string]] $v", "{'type':'array','items':{'type':'string'}}", "['a']", "HashSet`1: a"),
        new("[Collections.Generic.Dictionary[string, int]] $v", "{'type':'object','additionalProperties':{'type':'integer'}}", "{'a':1}", "Dictionary`2: a=1"),
        new("[hashtable] $v", "{'type':'object'}", "{'a':{'b':[1]}}", "Hashtable: a=System.Collections.Hashtable"),
        new("[Collections.IDictionary] $v", "{'type':'object'}", "{'a':1}", "Hashtable: a=1"),
        new("[psobject] $v", "{'type':'object'}", "{'a':1}", "PSCustomObject: @{a=1}"),
        new("[pscustomobject] $v", "{'type':'object'}", "{'a':1}", "PSCustomObject: @{a=1}"),
        new("[psobject[]] $v", "{'type':'array','items':{'type':'object'}}", "[{'a':1}]", "PSObject[]: @{a=1}"),
        new("[Item] $v", "{'type':'object'}", "{'Name':'a','Count':2}", "Item: a 2"),

        // Names.
        new("[Alias('other')] [int] $v", "{'type':'integer'}", "5", "Int32: 5"),
        new("[Parameter(HelpMessage = 'How many.')] [int] $v", "{'description':'How many.','type':'integer'}", "5", "Int32: 5"),
        new("[Parameter(Mandatory)] [int] $v", "{'type':'integer'}", "5", "Int32: 5") { IsRequired = true },
    ];

    [PwshFact]
    public async Task A_parameter_has_a_schema_of_its_type_and_the_function_gets_a_value_of_it()
    {
        var seen = await ParameterCalls.RunAsync(
            Kinds.Select(kind => (kind.Parameter, kind.Call)),
            """@{ Schemas = @($tools.Schema); Got = $got; Calls = @($answer.ToolCalls | ForEach-Object { "$($_.Status) $($_.Error)".Trim() }) } | ConvertTo-Json -Compress""");

        seen.Texts("Calls").Zip(Kinds).Where(pair => pair.First != "Completed").ShouldBeEmpty();
        seen.Texts("Got").ShouldBe(Kinds.Select(kind => kind.Expected));
        var schemas = seen.Texts("Schemas").Select(text => JsonDocument.Parse(text).RootElement).ToList();
        schemas.Count.ShouldBe(Kinds.Length);
        foreach (var (schema, kind) in schemas.Zip(Kinds))
        {
            SchemaCheck.OfSchema(schema).ShouldBeEmpty(kind.Parameter);
            SchemaCheck.OfArguments(schema, kind.Call).ShouldBeEmpty(kind.Parameter);
            JsonSerializer.Serialize(schema).ShouldBe(JsonSerializer.Serialize(JsonDocument.Parse(kind.Whole).RootElement), kind.Parameter);
        }
    }

    [PwshFact]
    public async Task What_no_JSON_represents_is_left_out_and_a_command_that_needs_it_is_refused_by_its_name()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            Add-Type 'public class TableOfItself : System.Collections.Generic.Dictionary<string, TableOfItself> { }'
            $types = 'Collections.Generic.Dictionary[string, scriptblock]', 'Collections.Generic.Dictionary[string, securestring]', 'Collections.Generic.Dictionary[string, Collections.Generic.List[IO.Stream]]', 'Text.Json.Nodes.JsonObject', 'TableOfItself',
                'securestring', 'pscredential', 'scriptblock', 'IO.Stream', 'IO.StreamReader', 'IO.StreamWriter', 'Security.Cryptography.X509Certificates.X509Certificate2', 'Threading.CancellationToken', 'Action', 'runspace', 'int[,]', 'securestring[]', 'ref'
            ConvertTo-Json -Compress @(foreach ($type in $types) {
                (New-QwenTool -Name t -ScriptBlock ([scriptblock]::Create("param([$type] `$Secret, [int] `$Other)"))).Parameters -join ','
                try { New-QwenTool -Name t -ScriptBlock ([scriptblock]::Create("param([Parameter(Mandatory)] [$type] `$Secret)")) -ErrorAction Stop } catch { "$_" }
                (New-QwenTool -Name t -ScriptBlock ([scriptblock]::Create("param([Parameter(Mandatory)] [$type] `$Secret)")) -FixedParameter @{ Secret = $null }).FixedParameters -join ','
            })
            """);

        foreach (var outcome in seen.Texts().Chunk(3))
        {
            (outcome[0], outcome[2]).ShouldBe(("Other", "Secret"));
            outcome[1].ShouldContain("a model cannot specify its parameter Secret");
        }
    }

    [PwshFact]
    public async Task Values_that_a_parameter_does_not_take_are_reported_to_the_model()
    {
        (string Parameter, string Argument)[] wrong =
        [
            ("[int] $v", "'many'"), ("[int] $v", "1e30"), ("[byte] $v", "256"), ("[bool] $v", "'maybe'"), ("[switch] $v", "[true]"), ("[datetime] $v", "'soon'"), ("[DayOfWeek] $v", "'Someday'"), ("[guid] $v", "'x'"), ("[char] $v", "'ab'"),
            ("[int[]] $v", "['a']"), ("[ValidateRange(1, 9)] [int] $v", "10"), ("[ValidateSet('a', 'b')] [string] $v", "'c'"), ("[ValidateLength(2, 4)] [string] $v", "'a'"), ("[ValidateCount(1, 2)] [string[]] $v", "[]"),
            ("[ValidatePattern('^[a-z]+$')] [string] $v", "'1'"), ("[hashtable] $v", "'a'"), ("[Collections.Generic.Dictionary[string, int]] $v", "{'a':'b'}"),
        ];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.Of(new ScriptedRound([.. wrong.Select((value, index) => new ScriptedCall($"kind_{index}", $"{{\"v\":{value.Argument.Replace('\'', '"')}}}"))])),
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            $parameters = ConvertFrom-Json @'
            {{JsonSerializer.Serialize(wrong.Select(value => value.Parameter))}}
            '@
            {{ParameterCalls.Tools}}
            $answer = Invoke-QwenChat 'go' -Tool $tools -ApproveTool $tools.Name
            @{ Got = $got; Calls = @($answer.ToolCalls | ForEach-Object { "$($_.Status)" }); Results = @($answer.Messages | Where-Object Role -eq tool | ForEach-Object Text) } | ConvertTo-Json -Compress
            """);

        seen.List("Got").ShouldBeEmpty();
        seen.Texts("Calls").Length.ShouldBe(wrong.Length);
        seen.Texts("Calls").ShouldAllBe(status => status == "InvalidArguments");
        seen.Texts("Results").ShouldAllBe(result => result.Contains("'v'"));
    }

    [PwshFact]
    public async Task Values_that_a_cmdlet_does_not_take_are_reported_without_a_prompt_and_the_request_goes_on()
    {
        ScriptedCall[] calls =
        [
            new("Get-Process", """{"Id":["many"]}"""), new("Get-Date", """{"Date":"soon"}"""), new("Get-Date", """{"Year":1e30}"""), new("Select-String", """{"Pattern":["a"],"Path":["b"],"Context":"x"}"""),
            new("Start-Sleep", """{"Seconds":"x"}"""), new("Start-Sleep", """{"Seconds":[]}"""),
        ];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound(calls)) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat 'go' -Tool (New-QwenTool Get-Process -ParameterSetName Id), Get-Date, Select-String, Start-Sleep
            @{ Calls = @($answer.ToolCalls | ForEach-Object { "$($_.Name) $($_.Status) $($_.Approval)" }); Results = @($answer.Messages | Where-Object Role -eq tool | ForEach-Object Text) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Calls").ShouldBe(calls.Select(call => $"{call.Name} InvalidArguments None"));
        seen.Texts("Results").ShouldAllBe(result => result.StartsWith("Not run: The parameter '"));
    }

    private sealed record Kind(string Parameter, string Schema, string Argument, string Expected)
    {
        public bool IsRequired { get; init; }

        public string Call => $"{{\"v\":{Argument.Replace('\'', '"')}}}";

        public string Whole => $$"""{"type":"object","properties":{"v":{{Schema.Replace('\'', '"')}}},{{(IsRequired ? "\"required\":[\"v\"]," : "")}}"additionalProperties":false}""";

        public override string ToString() => Parameter;
    }
}
