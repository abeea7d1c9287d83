namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Answers of services that ignore the schema.</summary>
public sealed class SchemaMismatchTests
{
    private const string Types = """
        class City { [string] $Name; [int] $Population }
        enum State { Open; Closed }
        class Order { [State] $State; [ValidateSet('a', 'b')] [string] $Choice; [Nullable[int]] $Count; [object] $Any }
        $s = @{ type = 'object'; properties = @{ sentiment = @{ enum = 'positive', 'negative' } }; required = @('sentiment') }
        $text = @{ type = 'object'; properties = @{ sentiment = @{ type = 'string' } } }
        """;

    [PwshTheory]
    [InlineData("$s", """{"sentiment":"purple"}""", """$.sentiment is "purple", not one of "positive", "negative".""")]
    [InlineData("$s", "{}", "$.sentiment is missing.")]
    [InlineData("$s", "[1,2]", "$ is an array, not an object.")]
    [InlineData("$s", "5", "it is a single value, not an object or array.")]
    [InlineData("$s", """{"sentiment":"Positive"}""", "$.sentiment is \"Positive\", not one of")]
    [InlineData("$s", """{"sentiment":"\ud83d"}""", "$.sentiment is \"\uFFFD\", not one of")]
    [InlineData("$text", """{"sentiment":5}""", "$.sentiment is 5, not a string.")]
    [InlineData("([City])", """{"Name":"x"}""", "$.Population is missing.")]
    [InlineData("([City])", """{"Name":null,"Population":null}""", "$.Name is null, not a string.")]
    [InlineData("([City])", """{"Name":"x","Population":1.7}""", "$.Population is 1.7, not an integer.")]
    [InlineData("([City])", """{"Name":"x","Population":"5"}""", """$.Population is "5", not an integer.""")]
    [InlineData("([City])", """{"Name":"x","Population":5,"Mayor\u001b[31m":"y"}""", """$['Mayor\u001B[31m'] is not a property of the schema.""")]
    [InlineData("([City[]])", """[{"Name":"x","Population":5},{"Name":"y"}]""", "$[1].Population is missing.")]
    [InlineData("([City[]])", """{"cities":[{"Name":"x","Population":null}]}""", "$.cities[0].Population is null, not an integer.")]
    [InlineData("([City[]])", """{"Name":"x","Population":5}""", "$.items is missing.")]
    [InlineData("([Order])", """{"State":"Lost","Choice":"a","Count":1,"Any":1}""", """$.State is "Lost", not one of "Open", "Closed".""")]
    [InlineData("([Order])", """{"State":1,"Choice":"a","Count":1,"Any":1}""", "$.State is 1, not a string.")]
    public async Task An_answer_that_the_schema_does_not_allow_is_an_error_with_the_path(string schema, string reply, string expected)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => reply });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Types}}
            foreach ($run in { Invoke-QwenChat q -Schema {{schema}} }, { Invoke-QwenChat q -Schema {{schema}} -AsObject }, { Invoke-QwenChat q -Schema {{schema}} -Stream }, { 'q' | Invoke-QwenChat -Schema {{schema}} -ErrorVariable failed -ErrorAction SilentlyContinue; if ($failed) { throw $failed[0] } }) {
                try { & $run | Where-Object { $_ -isnot [QwenCode.ChatDelta] }; 'answered' } catch { $failures += @("$($_.FullyQualifiedErrorId.Split(',')[0])|$($_.Exception.PartialAnswer)|$_") }
            }
            ConvertTo-Json @($failures) -Compress
            """);

        seen.Texts().Length.ShouldBe(4);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith($"ProtocolViolation|{reply}|") && failure.Contains(expected));
        seen.Texts().ShouldAllBe(failure => !failure.Contains("Error:") && !failure.Contains('\n') && !failure.Contains("..", StringComparison.Ordinal));
    }

    [PwshTheory]
    [InlineData("$s", """{"sentiment":"positive","more":1}""")]
    [InlineData("$s", """{"Sentiment":"negative"}""")]
    [InlineData("([City])", """{"name":"x","population":5.0}""")]
    [InlineData("([Order])", """{"State":"closed","Choice":"A","Count":null,"Any":null}""")]
    [InlineData("([Order])", """{"State":"Open","Choice":"b","Count":1,"Any":[{"x":1}]}""")]
    [InlineData("@{ type = 'object'; properties = @{ a = @{ type = 'string', 'null' } }; required = @('a') }", """{"a":null}""")]
    [InlineData("@{ type = 'object'; properties = @{ a = @{ '$ref' = '#/$defs/b' } }; '$defs' = @{ b = @{ type = 'array'; items = @{ '$ref' = '#' } } } }", """{"a":[{"a":[]}]}""")]
    [InlineData("@{ type = 'array'; items = @{ type = 'integer' } }", "[1,2]")]
    public async Task What_the_schema_allows_is_an_answer(string schema, string reply)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => reply });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Types}}
            $answer = Invoke-QwenChat q -Schema {{schema}}
            ConvertTo-Json ($null -ne $answer.Parsed)
            """);

        seen.GetBoolean().ShouldBeTrue();
    }

    [PwshFact]
    public async Task A_checkpoint_keeps_only_answers_that_match()
    {
        var isFixed = false;
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => request.LastUserText.Contains("bad", StringComparison.Ordinal) && !isFixed ? """{"sentiment":"purple"}""" : """{"sentiment":"positive"}""" });
        using var pwsh = new PwshRun().WithServer(server);
        const string Run = """
            $s = @{ type = 'object'; properties = @{ sentiment = @{ enum = 'positive', 'negative' } }; required = @('sentiment') }
            $answers = 'good', 'bad', 'fine' | Invoke-QwenChat 'P' -PerItem -Schema $s -Checkpoint run.jsonl -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Answers = @($answers.InputObject); Failed = @($failed | ForEach-Object TargetObject) } | ConvertTo-Json -Compress
            """;

        var first = await pwsh.JsonAsync(Run);
        var sent = server.Requests.Count;
        isFixed = true;
        var second = await pwsh.JsonAsync(Run);

        first.Texts("Answers").ShouldBe(["good", "fine"]);
        first.Texts("Failed").ShouldBe(["bad"]);
        second.Texts("Answers").ShouldBe(["good", "bad", "fine"]);
        second.Texts("Failed").ShouldBeEmpty();
        (server.Requests.Count - sent).ShouldBe(1);
    }

    [PwshFact]
    public async Task A_type_that_PowerShell_cannot_create_is_named_before_a_request_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            class NoCtor { [string] $A; NoCtor([string] $a) { $this.A = $a } }
            class Outer { [NoCtor[]] $Inner }
            [NoCtor], [Outer], [IO.Stream], [IDisposable] | ForEach-Object { $schema = $_; try { Invoke-QwenChat hi -Schema $schema } catch { "$_" } } | ConvertTo-Json -Compress
            """);

        seen.Texts().Select(failure => failure.Split(" cannot be created")[0]).ShouldBe(["-Schema [NoCtor]", "-Schema [Outer]", "-Schema [System.IO.Stream]", "-Schema [System.IDisposable]"]);
        server.Requests.ShouldBeEmpty();
    }
}
