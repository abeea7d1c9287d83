namespace QwenCode.ModuleTests.Tools;

/// <summary>Arguments that the validation attributes of a parameter reject are reported before the call is approved.</summary>
public sealed class ValidatedArgumentTests
{
    private const string Rejected = "InvalidArguments None ";

    [PwshFact]
    public Task What_an_attribute_rejects_is_reported_before_approval() => ShouldResultAsync(
    [
        ("[ValidateSet('a', 'b')] [string] $v", "\"c\"", "The parameter 'v' cannot be \"c\": it is none of a, b"),
        ("[ValidateSet('a', 'b')] [string[]] $v", "[\"a\",\"c\"]", "the item at index 1 is none of a, b"),
        ("[ValidateSet('a', 'b')] [string[]] $v", "\"c\"", "it is none of a, b"),
        ("[ValidateSet('a', 'b', IgnoreCase = $false)] [string] $v", "\"A\"", "it is none of a, b (the case counts)"),
        ("[ValidateSet(1, 2)] [int] $v", "3", "it is none of 1, 2"),
        ("[ValidateSet('Monday', 'Friday')] [DayOfWeek] $v", "\"Sunday\"", "it is none of Monday, Friday"),
        ("[ValidateSet('a', 'b')] $v", "\"c\"", "it is none of a, b"),
        ("[ValidateRange(1, 9)] [int] $v", "10", "it is not between 1 and 9"),
        ("[ValidateRange(1, 9)] [int[]] $v", "[1,10]", "the item at index 1 is not between 1 and 9"),
        ("[ValidateRange(1, 9)] [Nullable[int]] $v", "10", "it is not between 1 and 9"),
        ("[ValidateRange(1, 9)] $v", "10", "it is not between 1 and 9"),
        ("[ValidateRange(0.5, 1.5)] [double] $v", "2", "it is not between 0.5 and 1.5"),
        ("[ValidateRange('Positive')] [int] $v", "0", "it is not greater than 0"),
        ("[ValidateRange('NonNegative')] [int] $v", "-1", "it is less than 0"),
        ("[ValidateRange('Negative')] [int] $v", "0", "it is not less than 0"),
        ("[ValidateRange('NonPositive')] [int] $v", "1", "it is greater than 0"),
        ("[ValidatePattern('^[a-z]+$')] [string] $v", "\"1\"", "it does not match the regular expression ^[a-z]+$"),
        ("[ValidatePattern('^[a-z]+$')] [string[]] $v", "[\"a\",\"1\"]", "the item at index 1 does not match the regular expression ^[a-z]+$"),
        ("[ValidateLength(2, 4)] [string] $v", "\"a\"", "it does not have 2 to 4 characters"),
        ("[ValidateLength(3, 3)] [string] $v", "\"a\"", "it does not have 3 characters"),
        ("[ValidateLength(2, 4)] [string[]] $v", "[\"ab\",\"a\"]", "the item at index 1 does not have 2 to 4 characters"),
        ("[ValidateCount(1, 2)] [string[]] $v", "[]", "it does not have 1 to 2 items"),
        ("[ValidateCount(2, 2)] [int[]] $v", "1", "it does not have 2 items"),
        ("[ValidateCount(1, 1)] [IO.FileInfo[]] $v", "[\"a\",\"b\"]", "it does not have 1 item"),
        ("[ValidateNotNullOrEmpty()] [string] $v", "\"\"", "it is empty"),
        ("[ValidateNotNullOrEmpty()] [string[]] $v", "[]", "it is empty"),
        ("[ValidateNotNullOrEmpty()] [string[]] $v", "[\"a\",\"\"]", "the item at index 1 is empty"),
        ("[ValidateNotNullOrEmpty()] [hashtable] $v", "{}", "it is empty"),
        ("[ValidateNotNullOrEmpty()] $v", "\"\"", "it is empty"),
        ("[ValidateNotNull()] [object[]] $v", "[1,null]", "the item at index 1 is null"),
        ("[ValidateNotNullOrWhiteSpace()] [string] $v", "\" \"", "it is blank"),
        ("[ValidateNotNull()] [ValidateLength(2, 4)] [ValidatePattern('^a')] [string] $v", "\"bc\"", "it does not match the regular expression ^a"),
        ("[Parameter(Mandatory)] [string] $v", "\"\"", "it is empty"),
        ("[Parameter(Mandatory)] [string[]] $v", "[]", "it is empty"),
        ("[Parameter(Mandatory)] [string[]] $v", "[\"a\",\"\"]", "the item at index 1 is empty"),
        ("[Parameter(Mandatory)] [object[]] $v", "[1,null]", "the item at index 1 is null"),
        ("[Parameter(Mandatory)] [Collections.Generic.List[int]] $v", "[]", "it is empty"),
        ("[Parameter(Mandatory)] [Collections.ArrayList] $v", "[1,null]", "the item at index 1 is null"),
        ("[Parameter(Mandatory)] [IO.FileInfo[]] $v", "[]", "it is empty"),
        ("[ValidateSet('a', 'b')] [Collections.Generic.List[string]] $v", "[\"a\",\"c\"]", "the item at index 1 is none of a, b"),
        ("[ValidateRange(1, 9)] [Collections.Generic.HashSet[int]] $v", "[1,10]", "the item at index 1 is not between 1 and 9"),
        ("[ValidateNotNullOrEmpty()] [Collections.ArrayList] $v", "[\"a\",\"\"]", "the item at index 1 is empty"),
    ],
    Rejected);

    [PwshFact]
    public Task A_pattern_that_backtracks_rejects_the_text_that_it_takes_too_long_to_match() => ShouldResultAsync(
    [
        (@"[ValidatePattern('^(\w+\s?)*$')] [string] $v", $"\"{Backtracking(40)}\"", @"it takes too long to check against the regular expression ^(\w+\s?)*$"),
        (@"[ValidatePattern('^(\w+\s?)*$')] $v", $"\"{Backtracking(40)}\"", "it takes too long"),
        (@"[ValidatePattern('^(\w+\s?)*$')] [string[]] $v", $"[\"a\",\"{Backtracking(40)}\"]", "it takes too long"),
        (@"[ValidatePattern('^((\w+\s?)*|.*!)$')] [string[]] $v", $"[{string.Join(',', Enumerable.Repeat($"\"{Backtracking(20)}\"", 2000))}]", "it takes too long"),
        (@"[ValidatePattern('^(\w+\s?)*$', Options = 'None')] [string[]] $v", "[\"a\",\"!\"]", "the item at index 1 does not match"),
    ],
    Rejected);

    [PwshFact]
    public Task What_the_attributes_of_a_parameter_allow_runs() => ShouldResultAsync(
    [
        ("[ValidateSet('a', 'b')] [string] $v", "\"A\"", "String: A"),
        ("[ValidateSet('a', 'b')] [string[]] $v", "[]", "String[]: "),
        ("[ValidateRange(1, 9)] [int[]] $v", "[1,9]", "Int32[]: 1|9"),
        ("[ValidatePattern('^[a-z]+$')] [string] $v", "\"ABC\"", "String: ABC"),
        ("[ValidatePattern('^[1-9.]+$')] [object[]] $v", "[1,2.5,\"3\"]", "Object[]: 1|2.5|3"),
        ("[ValidatePattern('^[1-9.]+$')] [double] $v", "2.5", "Double: 2.5"),
        ("[ValidatePattern('(')] [string] $v = 'b'", "null", "String: b"),
        ("[ValidateCount(1, 2)] [string[]] $v", "\"a\"", "String[]: a"),
        ("[ValidateNotNullOrEmpty()] [object] $v", "0", "Int64: 0"),
        ("[ValidateSet('a')] [string] $v = 'b'", "null", "String: b"),
        ("[AllowEmptyString()] [Parameter(Mandatory)] [string] $v", "\"\"", "String: "),
        ("[AllowEmptyCollection()] [Parameter(Mandatory)] [string[]] $v", "[]", "String[]: "),
        ("[AllowEmptyString()] [Parameter(Mandatory)] [string[]] $v", "[\"\"]", "String[]: "),
        ("[AllowNull()] [Parameter(Mandatory)] [object[]] $v", "[1,null]", "Object[]: 1|"),
        ("[Parameter(Mandatory)] [hashtable] $v", "{}", "Hashtable: "),
        ("[Doubling()] [ValidateCount(2, 2)] [object[]] $v", "[1]", "Object[]: "),
    ],
    "Completed Beforehand ");

    [PwshFact]
    public Task Code_of_the_user_runs_after_approval_only() => ShouldResultAsync(
    [
        ("[ValidateScript({ $_ -gt 5 })] [int] $v", "1", "'v'"),
        ("[Never()] [int] $v", "1", "'v'"),
    ],
    "Failed Beforehand ");

    [PwshFact]
    public async Task A_cmdlet_is_checked_as_a_function_is()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.Of(new ScriptedRound([new("Get-Random", """{"Count":0}"""), new("Get-Item", """{"Path":[""]}"""), new("Start-Sleep", """{"Seconds":-1}""")])),
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $tools = (New-QwenTool Get-Random -ParameterSetName RandomListItemParameterSet -Parameter Count -FixedParameter @{ InputObject = 1, 2 }), 'Get-Item', 'Start-Sleep'
            $answer = Invoke-QwenChat 'go' -Tool $tools
            ConvertTo-Json -Compress @($answer.ToolCalls | ForEach-Object { "$($_.Status) $($_.Approval) $($_.Error)" })
            """);

        seen.Texts().ShouldBe(
        [
            $"{Rejected}The parameter 'Count' cannot be 0: it is not between 1 and 2147483647",
            $"{Rejected}The parameter 'Path' cannot be [\"\"]: the item at index 0 is empty",
            $"{Rejected}The parameter 'Seconds' cannot be -1: it is not between 0 and 2147483",
        ]);
    }

    private static string Backtracking(int length) => new string('a', length) + "!";

    private static async Task ShouldResultAsync((string Parameter, string Argument, string Result)[] calls, string outcome)
    {
        var seen = await ParameterCalls.RunAsync(
            calls.Select(call => (call.Parameter, $"{{\"v\":{call.Argument}}}")),
            "$index = 0; ConvertTo-Json -Compress @($answer.ToolCalls | ForEach-Object { \"$($_.Status) $($_.Approval) $($_.Status -eq 'Completed' ? $got[$index++] : $_.Error)\" })");

        seen.Texts().Length.ShouldBe(calls.Length);
        foreach (var (result, call) in seen.Texts().Zip(calls))
        {
            result.ShouldStartWith(outcome, customMessage: $"{call.Parameter} {call.Argument}");
            result.ShouldContain(call.Result, customMessage: $"{call.Parameter} {call.Argument}");
        }
    }
}
