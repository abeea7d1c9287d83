namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Answers that match the schema, and that PowerShell cannot convert to the objects it stands for.</summary>
public sealed class ConversionFailureTests
{
    private const string Types = """
        class Limits { [int] $Age; [datetime] $Due; [guid] $Id; [ValidateRange(1, 5)] [int] $Stars; Limits() { $this.Stars = 1 } }
        class Person { [byte] $Age; [ValidatePattern('^[a-z]+$')] [string] $Name = 'x' }
        class HasItems { [Person[]] $items }
        class HasCounts { [Collections.Generic.Dictionary[string, byte]] $Counts }
        class HasSmall { [Collections.Generic.List[sbyte]] $Small }
        class HasWhole { [Nullable[uint]] $Whole }
        class HasBy { [Collections.Generic.IDictionary[string, Person]] $By }
        class HasSingle { [float] $Single }
        class HasMoney { [decimal] $Money }
        class HasBig { [bigint] $Big }
        class HasX { [int] $X }
        class HasAny { [object] $Any }
        class HasTable { [hashtable] $Table }
        class HasExact { [Collections.Generic.Dictionary[string, int]] $Exact }
        class HasNumbers { [Collections.Generic.Dictionary[int, int]] $Numbers }
        """;

    [PwshTheory]
    [InlineData("Limits", """{"Age":99999999999,"Due":"2026-01-01","Id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","Stars":1}""", "$.Age is 99999999999, out of the range of [int] (-2147483648 to 2147483647).")]
    [InlineData("Limits", """{"Age":1,"Due":"non\n\u001b[31msense","Id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","Stars":1}""", """$.Due is "non\n\u001B[31msense", not a date and time such as 2026-03-04T05:06:07Z.""")]
    [InlineData("Limits", """{"Age":1,"Due":"2026-01-01","Id":"x","Stars":1}""", """$.Id is "x", which cannot be converted to [guid]: Unrecognized Guid format.""")]
    [InlineData("Limits", """{"Age":1,"Due":"2026-01-01","Id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","Stars":9}""", "$.Stars is 9, greater than 5.")]
    [InlineData("Person[]", """{"items":[{"Age":1,"Name":"a"},{"Age":255,"Name":"b"},{"Age":300,"Name":"c"}]}""", "$.items[2].Age is 300, out of the range of [byte] (0 to 255).")]
    [InlineData("Person[]", """[{"Age":1,"Name":"a"},{"Age":-1,"Name":"b"}]""", "$[1].Age is -1, out of the range of [byte] (0 to 255).")]
    [InlineData("Person[]", """[{"Age":1e5,"Name":"a"}]""", "$[0].Age is 1e5, out of the range of [byte] (0 to 255).")]
    [InlineData("Person[]", """{"people":[{"Age":1,"Name":"a"},{"Age":1,"Name":"A1"}]}""", """$.people[1].Name is "A1", which [Person] rejects: The argument "A1" does not match""")]
    [InlineData("byte[]", "[1,256]", "$[1] is 256, out of the range of [byte] (0 to 255).")]
    [InlineData("Collections.Generic.List[byte]", """{"items":[1,256]}""", "$.items[1] is 256, out of the range of [byte] (0 to 255).")]
    [InlineData("HasItems", """{"items":[{"Age":300,"Name":"a"}]}""", "$.items[0].Age is 300, out of the range of [byte] (0 to 255).")]
    [InlineData("HasCounts", """{"Counts":{"a":1,"b c":256}}""", "$.Counts['b c'] is 256, out of the range of [byte] (0 to 255).")]
    [InlineData("HasSmall", """{"Small":[1,-129]}""", "$.Small[1] is -129, out of the range of [sbyte] (-128 to 127).")]
    [InlineData("HasWhole", """{"Whole":-1}""", "$.Whole is -1, out of the range of [uint] (0 to 4294967295).")]
    [InlineData("HasBy", """{"By":{"p":{"Age":1,"Name":"A1"}}}""", """$.By.p.Name is "A1", which [Person] rejects: The argument "A1" does not match""")]
    [InlineData("HasSingle", """{"Single":1e39}""", "$.Single is 1e39, out of the range of [float].")]
    [InlineData("HasSingle", """{"Single":1e999999999}""", "$.Single is 1e999999999, out of the range of numbers.")]
    [InlineData("HasMoney", """{"Money":1e30}""", "$.Money is 1e30, out of the range of [decimal] (-79228162514264337593543950335 to 79228162514264337593543950335).")]
    [InlineData("HasBig", """{"Big":1e999999999}""", "$.Big is 1e999999999, out of the range of numbers.")]
    [InlineData("HasX", """{"X":1,"x":2}""", "$ has the members 'X' and 'x', which are the same to PowerShell.")]
    [InlineData("HasX", """{"X":1,"X":1}""", "$ has the member 'X' twice.")]
    [InlineData("HasAny", """{"Any":{"b":[{"c":1,"C":2}]}}""", "$.Any.b[0] has the members 'c' and 'C', which are the same to PowerShell.")]
    [InlineData("HasTable", """{"Table":{"b":{"c\u001b":1,"C\u001b":2}}}""", @"$.Table.b has the members 'c\u001B' and 'C\u001B', which are the same to PowerShell.")]
    [InlineData("HasExact", """{"Exact":{"a":1,"a":2}}""", "$.Exact has the member 'a' twice.")]
    [InlineData("HasNumbers", """{"Numbers":{"1":1,"01":2}}""", "$.Numbers has the members '1' and '01', which are the same to PowerShell.")]
    [InlineData("HasAny", """{"Any":{"":1}}""", "$.Any has a member with an empty name.")]
    [InlineData("HasAny", """{"Any":[{"PSObject":1}]}""", "$.Any[0] has a member called PSObject, which no object can have.")]
    public async Task The_error_has_the_path_and_what_was_expected(string type, string reply, string expected)
    {
        var failure = await FailureAsync($"([{type}])", reply);

        failure.ShouldStartWith($"ProtocolViolation|{reply}|");
        failure.ShouldContain($"does not match the schema: {expected}");
        failure.ShouldNotContain("Error:");
        failure.Split('|')[^1].ShouldNotContain("\n");
        failure.ShouldNotContain("..");
    }

    [PwshTheory]
    [InlineData("""{"a":1,"A":2}""", "$ has the members 'a' and 'A', which are the same to PowerShell.")]
    [InlineData("""{"a":1,"a":2}""", "$ has the member 'a' twice.")]
    [InlineData("""{"a":1,"a":1}""", "$ has the member 'a' twice.")]
    [InlineData("""[0,{"b":{"Name":1,"c":2,"name":3}}]""", "$[1].b has the members 'Name' and 'name', which are the same to PowerShell.")]
    [InlineData("""{"b":[{},{"psobject":1}]}""", "$.b[1] has a member called psobject, which no object can have.")]
    [InlineData("""{"a":{"b":1e999999999}}""", "$.a.b is 1e999999999, out of the range of numbers.")]
    public async Task Nothing_of_an_answer_to_a_JSON_schema_is_lost(string reply, string expected)
    {
        var failure = await FailureAsync("'{ \"description\": \"anything\", \"type\": [\"object\", \"array\"] }'", reply);

        failure.ShouldStartWith($"ProtocolViolation|{reply}|");
        failure.ShouldContain($"does not match the schema: {expected}");
    }

    [PwshFact]
    public async Task Keys_that_a_dictionary_tells_apart_are_no_error()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => """{"Exact":{"us":1,"US":2}}""" });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            class Words { [Collections.Generic.Dictionary[string, int]] $Exact }
            $words = Invoke-QwenChat q -Schema ([Words]) -AsObject
            ConvertTo-Json "$($words.Exact['us']) $($words.Exact['US'])"
            """);

        seen.GetString().ShouldBe("1 2");
    }

    [PwshFact]
    public async Task A_large_answer_with_an_error_at_its_end_takes_seconds()
    {
        var reply = $$"""{"people":[{{string.Concat(Enumerable.Repeat("""{"Age":1,"Name":"a"},""", 50_000))}}{"Age":256,"Name":"a"}]}""";

        var failure = await FailureAsync("([Person[]])", reply);

        failure.ShouldContain("$.people[50000].Age is 256, out of the range of [byte] (0 to 255).");
    }

    private static async Task<string> FailureAsync(string schema, string reply)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => reply });
        using var pwsh = new PwshRun().WithServer(server);
        return (await pwsh.JsonAsync($$"""
            {{Types}}
            $failure = try { Invoke-QwenChat q -Schema {{schema}} | Out-Null; 'answered' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$($_.Exception.PartialAnswer)|$_" }
            ConvertTo-Json $failure -Compress
            """)).GetString()!;
    }
}
