namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Answers that match the schema, and classes that throw while they are filled.</summary>
public sealed class ThrowingClassTests
{
    private const string Compiled = """
        Add-Type @'
        public class ThrowingSetter { public string Name { get { return null; } set { throw new System.InvalidTimeZoneException("foreign"); } } }
        public class ThrowingTogether { int a; public int A { get { return a; } set { a = value; } } public int B { get { return 0; } set { if (a == 1) throw new System.ArgumentException("not with 1"); } } }
        public class ThrowingFromObject { public string A { get; set; } public ThrowingFromObject(object any) { throw new System.InvalidOperationException("from object"); } }
        public class UnmadeTable : System.Collections.Generic.Dictionary<string, int> { public UnmadeTable() { throw new System.InvalidOperationException("no table"); } }
        '@
        """;

    private const string Types = """
        & {
            class Failing { [int] $A; Failing() { throw "no such`nthing" } }
            class HasFailing { [Failing] $Failing }
            class HasInitializer { [int] $A = [int]::Parse('x') }
            class HasAny { [object] $Any; HasAny() { throw [InvalidOperationException]::new('untyped') } }
            class HasCast { [int] $A; HasCast() { $this.A = [int] (1, 2) } }
            class HasSetters { [ThrowingSetter[]] $List }
            class HasTable { [UnmadeTable] $Table }
            class Limited { [ValidateRange(1, 5)] [int] $Stars = 1 }
        """;

    [PwshTheory]
    [InlineData("Failing", """{"A":1}""", "$ is an object for [Failing], whose constructor threw an exception: no such thing. Correct the class;")]
    [InlineData("Failing[]", """[{"A":1}]""", "$[0] is an object for [Failing], whose constructor threw an exception: no such thing. Correct the class;")]
    [InlineData("HasFailing", """{"Failing":{"A":1}}""", "$.Failing is an object for [Failing], whose constructor threw an exception: no such thing.")]
    [InlineData("HasInitializer", """{"A":1}""", "$ is an object for [HasInitializer], whose constructor threw an exception: The input string 'x' was not in a correct format.")]
    [InlineData("HasAny", """{"Any":{"b":1}}""", "$ is an object for [HasAny], whose constructor threw an exception: untyped.")]
    [InlineData("HasCast", """{"A":1}""", "$ is an object for [HasCast], whose constructor threw an exception: Cannot convert")]
    [InlineData("ThrowingSetter", """{"Name":"x"}""", "$.Name is \"x\", for which [ThrowingSetter] threw an exception: foreign.")]
    [InlineData("HasSetters", """{"List":[{"Name":"x"}]}""", "$.List[0].Name is \"x\", for which [ThrowingSetter] threw an exception: foreign.")]
    [InlineData("ThrowingTogether", """{"A":1,"B":2}""", "$ is an object for [ThrowingTogether], which threw an exception: not with 1.")]
    [InlineData("ThrowingFromObject", """{"A":"x"}""", "$ is an object for [ThrowingFromObject], whose constructor threw an exception: from object.")]
    [InlineData("HasTable", """{"Table":{"a":1}}""", "$.Table is an object for [UnmadeTable], which threw an exception: no table.")]
    public async Task The_error_says_that_the_class_threw_and_keeps_the_text(string type, string reply, string expected)
    {
        var failure = await FailureAsync(type, reply);

        failure.ShouldStartWith($"ObjectCreationFailed|{reply}|The answer from the model '");
        failure.ShouldContain($" matches the schema but cannot be converted to an object: {expected}");
        failure.ShouldNotContain("another model");
        failure.ShouldNotContain("\n");
        failure.ShouldNotContain("..");
    }

    [PwshTheory]
    [InlineData("Limited", """{"Stars":9}""", "$.Stars is 9, greater than 5.")]
    [InlineData("Limited", """{"Stars":99999999999}""", "$.Stars is 99999999999, greater than 5")]
    public async Task A_value_that_a_class_does_not_allow_is_an_error_of_the_answer(string type, string reply, string expected)
    {
        var failure = await FailureAsync(type, reply);

        failure.ShouldStartWith($"ProtocolViolation|{reply}|");
        failure.ShouldContain($"does not match the schema: {expected}");
    }

    // In a script block, PowerShell puts its hash before the name of a class.
    private static async Task<string> FailureAsync(string type, string reply)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => reply });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/run.ps1", $$"""
            {{Types}}
                $failure = try { Invoke-QwenChat q -Schema ([{{type}}]) | Out-Null; 'answered' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$($_.Exception.PartialAnswer)|$_" }
                ConvertTo-Json $failure -Compress
            }
            """);
        return (await pwsh.JsonAsync($"{Compiled}\n./run.ps1")).GetString()!;
    }
}
