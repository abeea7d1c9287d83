namespace QwenCode.ModuleTests.Tools;

/// <summary>Arguments of which PowerShell would make another value.</summary>
public sealed class ExactArgumentTests
{
    [PwshFact]
    public async Task An_integer_that_no_long_holds_becomes_the_nearest_floating_point_number()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Nearest", """{"D":99999999999999999999,"N":99999999999999999999,"L":[99999999999999999999],"F":99999999999999999999}""")),
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Nearest { param([double] $D, [Nullable[double]] $N, [double[]] $L, [float] $F) "$($D -eq 1e20) $($N -eq 1e20) $($L[0] -eq 1e20) $($F -eq [float]1e20)" }
            $answer = Invoke-QwenChat go -Tool Get-Nearest -ApproveTool Get-Nearest
            @{ Got = @($answer.Conversation.Messages | Where-Object Role -EQ tool).Text; Command = $answer.ToolCalls[0].Command } | ConvertTo-Json -Compress
            """);

        seen.Text("Got").ShouldBe("True True True True");
        seen.Text("Command").ShouldBe("Get-Nearest -D 1E+20 -N 1E+20 -L 1E+20 -F 1E+20");
    }

    [PwshFact]
    public async Task An_argument_is_never_converted_to_another_value()
    {
        (string Parameter, string Argument, string Result)[] calls =
        [
            ("[bool[]] $v", "[\"false\"]", "the item at index 0 is neither true nor false"),
            ("[bool[]] $v", "\"false\"", "it is neither true nor false"),
            ("[bool[]] $v", "[false]", "Boolean[]: False"),
            ("[bool] $v", "\"false\"", "Boolean: False"),
            ("[int] $v", "5.7", "it is not an integer"),
            ("[int] $v", "5.0", "Int32: 5"),
            ("[int] $v", "5e1", "Int32: 50"),
            ("[bigint] $v", "1e999999999", "it is not an integer"),
            ("[bigint] $v", "\"1e999999999\"", "it is not an integer"),
            ("[long] $v", "-9007199254740993", "Int64: -9007199254740993"),
            ("[int] $v", "\"5\"", "Int32: 5"),
            ("[int] $v", "\"\"", "it is not an integer"),
            ("[int] $v", "\"1kb\"", "it is not an integer"),
            ("[int] $v", "true", "it is not an integer"),
            ("[int] $v", "99999999999", "it is not between -2147483648 and 2147483647"),
            ("[Nullable[int]] $v", "2.5", "it is not an integer"),
            ("[int[]] $v", "\"1,2\"", "it is not an integer"),
            ("[int[]] $v", "[1.5,2]", "the item at index 0 is not an integer"),
            ("[int[]] $v", "7", "Int32[]: 7"),
            ("[Collections.Generic.List[int]] $v", "[1.5]", "the item at index 0 is not an integer"),
            ("[double] $v", "\"1,5\"", "it is not a number"),
            ("[double] $v", "\"1.5\"", "Double: 1.5"),
            ("[string] $v", "[\"a\",\"b\"]", "it is a list, not text"),
            ("[string] $v", "{\"x\":1}", "it is not text"),
            ("[string] $v", "[\"a\"]", "String: a"),
            ("[string] $v", "1.10", "String: 1.10"),
            ("[string[]] $v", "[1e2]", "String[]: 1e2"),
            ("[int] $v", "[5]", "cannot be [5]: it is a list, not an integer"),
            ("[int] $v", "[5.5]", "it is a list, not an integer"),
            ("[double] $v", "1e999", "it is out of range"),
            ("[double] $v", "\"1e999\"", "it is out of range"),
            ("[double] $v", "\"NaN\"", "it is not a number"),
            ("[string] $v", "1e999", "it is out of range"),
            ("[object] $v", "1e999", "it is out of range"),
            ("[string] $v", "5", "String: 5"),
            ("[string[]] $v", "[[\"a\",\"b\"]]", "the item at index 0 is a list, not text"),
            ("[datetime] $v", "5", "it is not text"),
            ("[datetime] $v", "\"13/02/2024\"", "it is not a date and time such as 2026-03-04T05:06:07Z"),
            ("[timespan] $v", "5", "it is not text"),
            ("[DayOfWeek] $v", "\"Monday,Tuesday\"", "it is none of Sunday, Monday"),
            ("[DayOfWeek] $v", "5", "it is none of Sunday, Monday"),
            ("[IO.FileShare] $v", "\"Read, Delete\"", "FileShare: Read, Delete"),
            ("[DayOfWeek] $v", "[\"Monday\",\"Tuesday\"]", "it is none of Sunday, Monday"),
            ("[IO.FileShare] $v", "[1,2]", "it is none of None, Read"),
            ("[Nullable[bool]] $v", "\"false\"", "Boolean: False"),
            ("[Nullable[bool]] $v", "\"maybe\"", "it is neither true nor false"),
            ("[char] $v", "5", "it is not text"),
            ("[version] $v", "1.10", "it is not text"),
            ("[ipaddress] $v", "5", "it is not text"),
            ("[Int128] $v", "5.7", "it is not an integer"),
        ];
        await ShouldResultAsync(calls);
    }

    [PwshFact]
    public Task A_number_that_a_type_cannot_hold_is_out_of_range() => ShouldResultAsync(
    [
        ("[hashtable] $v", "{\"a\":1e999}", "the member 'a' is out of range"),
        ("[hashtable] $v", "{\"a\":{\"b\":[1,-1e400]}}", "the item at index 1 of the member 'b' of the member 'a' is out of range"),
        ("[hashtable] $v", "{\"a\":1e-400}", "the member 'a' is out of range"),
        ("[hashtable[]] $v", "[{\"a\":1e999}]", "the member 'a' of the item at index 0 is out of range"),
        ("[object] $v", "[1,{\"a\":1e400}]", "the member 'a' of the item at index 1 is out of range"),
        ("[object] $v", "1e-400", "it is out of range"),
        ("[psobject] $v", "{\"a\":[1e-400]}", "the item at index 0 of the member 'a' is out of range"),
        ("[psobject] $v", "5", "Int64: 5"),
        ("[Collections.ArrayList] $v", "[1e999]", "the item at index 0 is out of range"),
        ("[Collections.Generic.Dictionary[string, object]] $v", "{\"a\":{\"b\":1e999}}", "the member 'b' of the member 'a' is out of range"),
        ("[Collections.Generic.Dictionary[string, double]] $v", $"{{\"a\":1{new string('0', 320)}}}", "the member 'a' is out of range"),
        ("[Doubling()] $v", "{\"a\":1e999}", "the member 'a' is out of range"),
        ("[double] $v", "1e-400", "it is out of range"),
        ("[double] $v", "-1e-999", "it is out of range"),
        ("[double] $v", "\"1e-400\"", "it is out of range"),
        ("[double] $v", "0e-999", "Double: 0"),
        ("[double] $v", "\"0e5\"", "Double: 0"),
        ("[double] $v", "1e-300", "Double: 1E-300"),
        ("[float] $v", "1e-60", "it is out of range"),
        ("[float] $v", "\"1e39\"", "it is out of range"),
        ("[Half] $v", "\"1e6\"", "it is out of range"),
        ("[decimal] $v", "1e-40", "it is out of range"),
        ("[decimal] $v", "\"1e-40\"", "it is out of range"),
        ("[string] $v", "1e-999", "it is out of range"),
        ("[int] $v", "-1e-999", "it is not an integer"),
        ("[int] $v", "1e-40", "it is not an integer"),
        ("[int] $v", "5.00000000000000000000000000000000000001", "it is not an integer"),
        ("[bigint] $v", "1e28", "BigInteger: 10000000000000000000000000000"),
        ("[long] $v", "9007199254740993.0", "Int64: 9007199254740993"),
        ("[uint64] $v", "1.8446744073709551615e19", "UInt64: 18446744073709551615"),
    ]);

    [PwshFact]
    public Task Null_is_no_other_value() => ShouldResultAsync(
    [
        ("[int] $v = 7", "null", "Int32: 7"),
        ("[Parameter(Mandatory)] [int] $v", "null", "Required, but not specified: v"),
        ("[int] $v", "[null]", "it is a list, not an integer"),
        ("[string] $v", "[null]", "it is null"),
        ("[int[]] $v", "[1,null]", "the item at index 1 is null"),
        ("[int[][]] $v", "[[1,null]]", "the item at index 1 of the item at index 0 is null"),
        ("[Collections.Generic.List[double]] $v", "[null]", "the item at index 0 is null"),
        ("[string[]] $v", "[\"a\",null]", "the item at index 1 is null"),
        ("[char[]] $v", "[null]", "the item at index 0 is null"),
        ("[bool[]] $v", "[null]", "the item at index 0 is null"),
        ("[datetime[]] $v", "[null]", "the item at index 0 is null"),
        ("[DayOfWeek[]] $v", "[null]", "the item at index 0 is null"),
        ("[Nullable[int][]] $v", "[1,null]", "Nullable`1[]: 1|"),
        ("[object[]] $v", "[1,null]", "Object[]: 1|"),
        ("[hashtable] $v", "{\"a\":null}", "Hashtable: a="),
        ("[Collections.Generic.Dictionary[string, int]] $v", "{\"a\":null}", "the member 'a' is null"),
        ("[Collections.Generic.Dictionary[string, string]] $v", "{\"a\":null}", "the member 'a' is null"),
        ("[Item] $v", "{\"Name\":\"a\",\"Count\":null}", "the member 'Count' is null"),
    ]);

    [PwshFact]
    public Task Items_and_members_are_of_their_types() => ShouldResultAsync(
    [
        ("[hashtable] $v", "5", "it is not an object"),
        ("[hashtable] $v", "\"a\"", "it is not an object"),
        ("[hashtable] $v", "[{\"a\":1}]", "it is not an object"),
        ("[hashtable[]] $v", "[1]", "the item at index 0 is not an object"),
        ("[hashtable[]] $v", "{\"a\":1}", "Hashtable[]: System.Collections.Hashtable"),
        ("[object[]] $v", "{\"a\":[1]}", "Object[]: @{a=System.Object[]}"),
        ("[Collections.IDictionary] $v", "true", "it is not an object"),
        ("[Collections.Generic.Dictionary[string, int]] $v", "5", "it is not an object"),
        ("[Collections.Generic.Dictionary[string, int]] $v", "{\"a\":5.7}", "the member 'a' is not an integer"),
        ("[Collections.Generic.Dictionary[string, int]] $v", "{\"a\":\"1,2\"}", "the member 'a' is not an integer"),
        ("[Collections.Generic.Dictionary[string, bool]] $v", "{\"a\":\"false\"}", "the member 'a' is neither true nor false"),
        ("[Collections.Generic.Dictionary[string, string]] $v", "{\"a\":[\"x\",\"y\"]}", "the member 'a' is a list, not text"),
        ("[Collections.Generic.Dictionary[int, string]] $v", "{\"1.5\":\"a\"}", "the member '1.5' is not an integer"),
        ("[Collections.Generic.Dictionary[int, string]] $v", "{\"2\":\"a\"}", "Dictionary`2: 2=a"),
        ("[Item] $v", "{\"Name\":\"a\",\"Count\":2.7}", "the member 'Count' is not an integer"),
        ("[Item] $v", "{\"Name\":[\"a\",\"b\"]}", "the member 'Name' is a list, not text"),
        ("[Item[]] $v", "[{\"Count\":2.7}]", "the member 'Count' of the item at index 0 is not an integer"),
        ("[Made] $v", "{\"Size\":2.7}", "Made: 2.7"),
        ("[Collections.Generic.List[object]] $v", "7", "List`1: 7"),
        ("[Collections.ArrayList] $v", "\"ab\"", "ArrayList: ab"),
    ]);

    [PwshFact]
    public Task The_reason_is_never_in_the_words_of_the_runtime() => ShouldResultAsync(
    [
        ("[int[]] $v", "[1,99999999999]", "the item at index 1 is not between -2147483648 and 2147483647"),
        ("[byte] $v", "256", "it is not between 0 and 255"),
        ("[byte] $v", "\"256\"", "it is not between 0 and 255"),
        ("[int] $v", new string('9', 500), "it is not between -2147483648 and 2147483647"),
        ("[Nullable[int]] $v", "1e20", "it is not between -2147483648 and 2147483647"),
        ("[Int128] $v", new string('9', 60), "it is not between -170141183460469231731687303715884105728 and 170141183460469231731687303715884105727"),
        ("[Collections.Generic.Dictionary[string, byte]] $v", "{\"a\":256}", "the member 'a' is not between 0 and 255"),
        ("[Item] $v", "{\"Count\":99999999999}", "the member 'Count' is not between -2147483648 and 2147483647"),
        ("[double] $v", "[1]", "it is a list, not a number"),
        ("[guid] $v", "\"x\"", "it is not a GUID such as 01234567-89ab-cdef-0123-456789abcdef"),
        ("[guid[]] $v", "[\"x\"]", "the item at index 0 is not a GUID"),
        ("[char] $v", "\"ab\"", "it is not a single character"),
        ("[char] $v", "\"\"", "it is not a single character"),
        ("[char] $v", "[\"a\"]", "it is a list, not text"),
        ("[datetime] $v", "\"soon\"", "it is not a date and time such as 2026-03-04T05:06:07Z"),
        ("[datetime] $v", "[\"2026-03-04\"]", "it is a list, not text"),
        ("[DateTimeOffset] $v", "\"soon\"", "it is not a date and time such as 2026-03-04T05:06:07Z"),
        ("[DateOnly] $v", "\"soon\"", "it is not a date such as 2026-03-04"),
        ("[TimeOnly] $v", "\"soon\"", "it is not a time such as 05:06:07"),
        ("[timespan] $v", "\"soon\"", "it is not a time span such as 1.02:03:04"),
        ("[version] $v", "\"new\"", "it is not a version such as 1.2.3"),
        ("[regex] $v", "\"a(\"", "it is not a regular expression of .NET"),
        ("[ipaddress] $v", "\"here\"", "it is not an IP address"),
        ("[mailaddress] $v", "\"me\"", "it is not a mail address"),
        ("[hashtable] $v", "{\"a\":1,\"A\":2}", "it has the members 'a' and 'A', which are the same to PowerShell"),
        ("[hashtable] $v", "{\"b\":{\"a\":1,\"A\":2}}", "the member 'b' has the members 'a' and 'A'"),
        ("[object] $v", new string('9', 500), "it is an integer of more than 380 digits"),
    ]);

    [PwshFact]
    public Task An_enumeration_takes_its_exact_names() => ShouldResultAsync(
    [
        ("[DayOfWeek] $v", "\"frid\"", "it is none of Sunday, Monday"),
        ("[DayOfWeek] $v", "[\"Friday\"]", "it is none of Sunday, Monday"),
        ("[DayOfWeek] $v", "\"5\"", "it is none of Sunday, Monday"),
        ("[DayOfWeek] $v", "\"\"", "it is none of Sunday, Monday"),
        ("[DayOfWeek] $v", "\"FRIDAY\"", "DayOfWeek: Friday"),
        ("[DayOfWeek[]] $v", "[\"Friday\",\"satur\"]", "the item at index 1 is none of Sunday, Monday"),
        ("[DayOfWeek[]] $v", "\"friday\"", "DayOfWeek[]: Friday"),
        ("[IO.FileShare] $v", "[\"Read\",\"Del\"]", "it is none of None, Read"),
        ("[IO.FileShare] $v", "\"Read, Del\"", "it is none of None, Read"),
        ("[IO.FileShare] $v", "[\"read\"]", "FileShare: Read"),
        ("[IO.FileShare] $v", "[]", "it is none of None, Read"),
        ("[Level] $v", "\"hi\"", "it is none of Low, High"),
        ("[Collections.Generic.Dictionary[string, DayOfWeek]] $v", "{\"a\":\"frid\"}", "the member 'a' is none of Sunday, Monday"),
    ]);

    [PwshFact]
    public Task Lists_in_lists_are_kept_or_rejected() => ShouldResultAsync(
    [
        ("[int[][]] $v", "[[1,2],[3]]", "Int32[][]: 1 2|3"),
        ("[int[][]] $v", "[[1]]", "Int32[][]: 1"),
        ("[int[][]] $v", "[[[1]]]", "the item at index 0 of the item at index 0 is a list, not an integer"),
        ("[int[]] $v", "[[1],[2]]", "the item at index 0 is a list, not an integer"),
        ("[string[]] $v", "[[\"a\"]]", "the item at index 0 is a list, not text"),
        ("[string] $v", "[[\"a\"]]", "it is a list, not text"),
        ("[string[][]] $v", "[[\"a\",\"b\"],[\"c\"]]", "String[][]: a b|c"),
        ("[Collections.Generic.List[int]] $v", "[[1]]", "the item at index 0 is a list, not an integer"),
        ("[Collections.Generic.List[int[]]] $v", "[[1,2],[3]]", "List`1: 1 2|3"),
        ("[object[]] $v", "[[1,2],[3]]", "Object[]: 1 2|3"),
        ("[object[]] $v", "[[1,2]]", "Object[]: 1 2"),
        ("[array] $v", "[[1,2]]", "Object[]: 1 2"),
        ("[Collections.ArrayList] $v", "[[1,2]]", "ArrayList: 1 2"),
        ("[Collections.Generic.Dictionary[string, string]] $v", "{\"a\":[\"x\"]}", "the member 'a' is a list, not text"),
        ("[Collections.Generic.Dictionary[string, int[]]] $v", "{\"a\":[[1,2]]}", "the item at index 0 of the member 'a' is a list, not an integer"),
    ]);

    private static async Task ShouldResultAsync((string Parameter, string Argument, string Result)[] calls)
    {
        var seen = await ParameterCalls.RunAsync(
            calls.Select(call => (call.Parameter, $"{{\"v\":{call.Argument}}}")),
            "$index = 0; ConvertTo-Json -Compress @($answer.ToolCalls | ForEach-Object { $_.Status -eq 'Completed' ? $got[$index++] : $_.Error })");

        foreach (var (result, call) in seen.Texts().Zip(calls))
            result.ShouldContain(call.Result, customMessage: $"{call.Parameter} {call.Argument}");
    }
}
