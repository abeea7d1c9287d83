namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Answers as objects of a schema.</summary>
public sealed class SchemaTests
{
    private const string Schema = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"]}""";

    private const string Reply = """{"name":"Ada","age":36}""";

    [PwshFact]
    public async Task A_schema_may_be_text_a_hashtable_a_file_a_type_or_a_class()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true, Reply = _ => Reply });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/person.json", Schema);

        var seen = await pwsh.JsonAsync($$"""
            class Person { [string] $Name; [int] $Age; hidden [string] $Notes }
            $table = [ordered]@{ type = 'object'; properties = [ordered]@{ name = @{ type = 'string' }; age = @{ type = 'integer' } }; required = 'name', 'age' }
            $answer = Invoke-QwenChat 'Who?' -Schema '{{Schema}}'
            $objects = @(
                $answer.Parsed
                Invoke-QwenChat 'Who?' -Schema $table -AsObject
                Invoke-QwenChat 'Who?' -Schema person.json -AsObject
                Invoke-QwenChat 'Who?' -Schema ([Person]) -AsObject
                (Invoke-QwenChat 'Who?' -Schema ([Person]) -Stream)[-1].Answer.Parsed
                'a', 'b' | Invoke-QwenChat -Schema ([Person]) -AsObject -ThrottleLimit 2
            )
            @{
                Text  = $answer.Text
                Names = @($objects | ForEach-Object { "$($_.Name) $($_.Age)" })
                Types = @($objects | ForEach-Object { $_.GetType().Name })
                Whole = $answer.Parsed.age -is [long]
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Text").ShouldBe(Reply);
        seen.Texts("Names").ShouldAllBe(name => name == "Ada 36");
        seen.Texts("Types").ShouldBe(["PSCustomObject", "PSCustomObject", "PSCustomObject", "Person", "Person", "Person", "Person"]);
        seen.Flag("Whole").ShouldBeTrue();
        var formats = server.Requests.Select(request => request.Json().GetProperty("response_format")).ToList();
        formats.ShouldAllBe(format => format.Text("type") == "json_schema");
        var schemas = formats.Select(format => format.GetProperty("json_schema").GetProperty("schema").GetRawText()).ToList();
        schemas[..3].ShouldAllBe(schema => schema == Schema);
        schemas[3].ShouldBe("""{"type":"object","properties":{"Name":{"type":"string"},"Age":{"type":"integer"}},"required":["Name","Age"],"additionalProperties":false}""");
    }

    [PwshFact]
    public async Task Nested_types_are_returned_as_instances()
    {
        const string Order = """{"Lines":[{"Item":"tea","Count":2},{"Item":"jam","Count":null}],"State":"Open","Tags":["a"],"Paid":true,"Due":"2026-03-04T00:00:00Z"}""";
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => $"```json\n{Order}\n```" });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            enum State { Open; Closed }
            class Line { [string] $Item; [Nullable[int]] $Count }
            class Order { [Line[]] $Lines; [State] $State; [Collections.Generic.List[string]] $Tags; [bool] $Paid; [datetime] $Due }
            $order = Invoke-QwenChat 'Which?' -Schema ([Order]) -AsObject
            @{ Type = $order.Lines[0].GetType().Name; Count = $order.Lines[0].Count; None = $null -eq $order.Lines[1].Count; State = "$($order.State)"; Tag = $order.Tags[0]; Year = $order.Due.Year } | ConvertTo-Json -Compress
            """);

        (seen.Text("Type"), seen.Number("Count"), seen.Flag("None"), seen.Text("State"), seen.Text("Tag"), seen.Number("Year")).ShouldBe(("Line", 2, true, "Open", "a", 2026));
        var properties = server.Requests.Single().Json().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties");
        properties.GetProperty("State").GetRawText().ShouldBe("""{"type":"string","enum":["Open","Closed"]}""");
        properties.GetProperty("Lines").GetProperty("items").GetProperty("properties").GetProperty("Count").GetRawText().ShouldBe("""{"type":["integer","null"]}""");
    }

    [PwshFact]
    public async Task A_rejected_json_schema_is_sent_as_json_object()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true });
        server.Enqueue(Fault.Status(400, """{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error"}}"""));
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $lines = Invoke-QwenChat 'hi' -Schema '{ "type": "object" }' -Verbose 4>&1
            @{ Answer = $lines[-1].Parsed.answer; Attempts = $lines[-1].Attempts; Told = "$lines" } | ConvertTo-Json -Compress
            """);

        (seen.Text("Answer"), seen.Number("Attempts")).ShouldBe(("You said: hi", 2));
        seen.Text("Told").ShouldContain("sending the schema in the prompt");
        server.Requests[1].Json().GetProperty("response_format").GetRawText().ShouldBe("""{"type":"json_object"}""");
    }

    [PwshFact]
    public async Task An_answer_that_does_not_match_the_schema_is_an_error_that_keeps_the_text()
    {
        string[] replies = ["no JSON at all", "{\"name\": \"cut", "42", """{"Name":"Ada","Age":"old"}""", """{"Name":"Ada","Age":1,"":2}"""];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => replies[int.Parse(request.LastUserText, System.Globalization.CultureInfo.InvariantCulture)] });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            class Person { [string] $Name; [int] $Age }
            $ask = @{ Schema = [Person]; ErrorAction = 'SilentlyContinue'; ErrorVariable = '+failures' }
            0..4 | ForEach-Object { $null = Invoke-QwenChat "$_" @ask }
            $null = '0', '1', '2', '3', '4' | Invoke-QwenChat -Stream @ask
            @{ Ids = @($failures.FullyQualifiedErrorId | Select-Object -Unique); Kept = @($failures.Exception.PartialAnswer); Targets = @($failures.TargetObject) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Ids").ShouldBe(["ProtocolViolation,QwenCode.Commands.InvokeQwenChatCommand"]);
        seen.Texts("Kept").ShouldBe([.. replies, .. replies]);
        seen.Texts("Targets").ShouldBe([.. replies, "0", "1", "2", "3", "4"]);
    }

    [PwshFact]
    public async Task The_lines_of_a_file_are_a_schema_and_other_lists_of_text_are_not()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true, Reply = _ => Reply });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/lines.json", "\uFEFF\n" + Schema.Replace(",", ",\n"));

        var seen = await pwsh.JsonAsync("""
            $named = (Invoke-QwenChat 'Who?' -Schema (Get-Content lines.json) -AsObject).Name
            $rejected = try { Invoke-QwenChat 'Who?' -Schema 'Name', 'Age' } catch { "$_" }
            @{ Named = $named; Rejected = $rejected } | ConvertTo-Json -Compress
            """);

        seen.GetProperty("Named").GetString().ShouldBe("Ada");
        seen.GetProperty("Rejected").GetString()!.ShouldStartWith("-Schema cannot be of type [System.Object[]].");
        server.Requests.Single().Json().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetRawText().Replace("\n", "").ShouldBe(Schema);
    }

    [PwshFact]
    public async Task A_schema_may_be_a_file_object_a_custom_object_a_list_or_a_class_by_name()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true, Reply = request => request.LastUserText == "list" ? $$"""{"items":[{{Reply}},{"name":"Bob","age":5}]}""" : Reply });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/person.json", Schema);

        var seen = await pwsh.JsonAsync("""
            class Person { [string] $Name; [int] $Age }
            $objects = @(
                Invoke-QwenChat 'Who?' -Schema (Get-Item person.json) -AsObject
                Invoke-QwenChat 'Who?' -Schema (Get-Content person.json | ConvertFrom-Json) -AsObject
                Invoke-QwenChat 'Who?' -Schema (Get-Content person.json | ConvertFrom-Json -AsHashtable) -AsObject
                Invoke-QwenChat 'Who?' -Schema ([Text.Json.JsonDocument]::Parse((Get-Content person.json -Raw))) -AsObject
                Invoke-QwenChat 'Who?' -Schema Person -AsObject
                Invoke-QwenChat 'Who?' -Schema '[Person]' -AsObject
            )
            $list = Invoke-QwenChat 'list' -Schema ([Person[]])
            $lists = @(
                , $list.Parsed
                , @(Invoke-QwenChat 'list' -Schema 'Person[]' -AsObject)
                , @(Invoke-QwenChat 'list' -Schema ([Collections.Generic.List[Person]]) -AsObject)
            )
            @{
                Names = @($objects | ForEach-Object { "$($_.GetType().Name) $($_.Name) $($_.Age)" })
                Lists = @($lists | ForEach-Object { "$($_.Count) $($_[0].GetType().Name) $($_[1].Name) $($_[1].Age)" })
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Names").ShouldBe([.. Enumerable.Repeat("PSCustomObject Ada 36", 4), "Person Ada 36", "Person Ada 36"]);
        seen.Texts("Lists").ShouldBe(Enumerable.Repeat("2 Person Bob 5", 3));
        var schemas = server.Requests.Select(request => request.Json().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetRawText()).ToList();
        schemas[..4].ShouldAllBe(schema => schema == Schema);
        schemas[^1].ShouldBe("""{"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"Name":{"type":"string"},"Age":{"type":"integer"}},"required":["Name","Age"],"additionalProperties":false}}},"required":["items"],"additionalProperties":false}""");
    }

    [PwshTheory]
    [InlineData("""[{"Name":"Ada","Age":36}]""", "1 Ada")]
    [InlineData("""{"people":[{"Name":"Ada","Age":36},{"Name":"Bob","Age":5}]}""", "2 Ada Bob")]
    [InlineData("""{"items":[]}""", "0 ")]
    public async Task A_list_is_accepted_however_the_model_wraps_it(string reply, string expected)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => reply });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            class Person { [string] $Name; [int] $Age }
            $people = @(Invoke-QwenChat 'list' -Schema ([Person[]]) -AsObject)
            ConvertTo-Json "$($people.Count) $($people.Name)"
            """);

        seen.GetString().ShouldBe(expected);
    }

    [PwshFact]
    public async Task Hashtables_and_validate_sets_of_a_class_are_filled()
    {
        const string Answer = """{"Choice":"b","Many":["a"],"Number":2,"Loose":{"x":{"y":[1,{"z":2}]}},"Sorted":{"k":"v"},"Counts":{"a":1},"People":{"p":{"Name":"Ada"}},"Any":{"q":1},"Nothing":null,"List":[1,"a"],"Open":{"z":3}}""";
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Answer });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            class Person { [string] $Name }
            class Case {
                [ValidateSet('a', 'b')] [string] $Choice; [ValidateSet('a', 'b')] [string[]] $Many; [ValidateSet(1, 2)] [int] $Number
                [hashtable] $Loose; [Collections.Specialized.OrderedDictionary] $Sorted; [Collections.Generic.Dictionary[string, int]] $Counts
                [Collections.Generic.IDictionary[string, Person]] $People; [Collections.IDictionary] $Any; [object] $Nothing
                [array] $List; [psobject] $Open
            }
            $case = Invoke-QwenChat 'q' -Schema ([Case]) -AsObject
            ConvertTo-Json -Compress @(
                $case.Choice, "$($case.Many)", "$($case.Number)", "$($case.Loose.x.y[1].z)", $case.Loose.x.GetType().Name, $case.Sorted.k, "$($case.Counts.a)", "$($case.People['p'].GetType().Name)",
                $case.People['p'].Name, "$($case.Any.q)", "$($null -eq $case.Nothing)", "$($case.List)", "$($case.Open.z)"
            )
            """);

        seen.Texts().ShouldBe(["b", "a", "2", "2", "Hashtable", "v", "1", "Person", "Ada", "1", "True", "1 a", "3"]);
        var properties = server.Requests.Single().Json().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties");
        properties.GetProperty("Choice").GetRawText().ShouldBe("""{"type":"string","enum":["a","b"]}""");
        properties.GetProperty("Many").GetRawText().ShouldBe("""{"type":"array","items":{"type":"string","enum":["a","b"]}}""");
        properties.GetProperty("Number").GetRawText().ShouldBe("""{"type":"integer","enum":[1,2]}""");
        properties.GetProperty("Loose").GetRawText().ShouldBe("""{"type":"object"}""");
        properties.GetProperty("Counts").GetRawText().ShouldBe("""{"type":"object","additionalProperties":{"type":"integer"}}""");
    }

    [PwshFact]
    public async Task A_member_that_the_object_cannot_have_is_one_error_that_keeps_the_text()
    {
        string[] replies = ["""{"psobject":2}""", """{"a":{"PSBase":2}}""", """{"pstypenames":[]}""", """{"Name":"x"}""", """{"psadapted":1}""", """{"psextended":1}"""];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => replies[int.Parse(request.LastUserText, System.Globalization.CultureInfo.InvariantCulture)] });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            Add-Type 'public class Picky { public string Name { get { return null; } set { throw new System.InvalidTimeZoneException("foreign"); } } }'
            $ask = @{ ErrorAction = 'SilentlyContinue'; ErrorVariable = '+failures' }
            $loose = '0', '1', '2', '4', '5' | Invoke-QwenChat -Schema '{"type":"object"}' @ask
            $picky = '3' | Invoke-QwenChat -Schema ([Picky]) @ask
            @{ Done = @($loose).Count + @($picky).Count; Ids = @($failures.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] }); Kept = @($failures.Exception.PartialAnswer) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Ids").ShouldAllBe(id => id == "ProtocolViolation" || id == "ObjectCreationFailed");
        seen.Texts("Kept").ShouldBeSubsetOf(replies);
        (seen.Number("Done") + seen.Texts("Ids").Length).ShouldBe(6);
    }

    [PwshFact]
    public async Task Hundreds_of_thousands_of_members_take_seconds_and_a_repeated_one_is_an_error()
    {
        // Ten minutes and more if each member looks through all others.
        const int Names = 150_000;
        var members = string.Join(',', Enumerable.Range(0, Names).Select(i => $"\"k{i}\":1"));
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => $"{{{members}{(request.LastUserText == "repeated" ? ",\"K7\":2" : "")}}}" });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            class Known { [int] $k0; [object] $Other }
            $object = Invoke-QwenChat 'Who?' -Schema '{"type":"object"}' -AsObject
            $failures = @(
                try { Invoke-QwenChat 'repeated' -Schema '{"type":"object"}' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" }
                try { Invoke-QwenChat 'repeated' -Schema ([Known]) } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" }
            )
            @{ Count = @($object.psobject.Properties).Count; Failures = $failures } | ConvertTo-Json -Compress
            """);

        seen.GetProperty("Count").GetInt32().ShouldBe(Names);
        seen.Texts("Failures").ShouldAllBe(failure => failure.StartsWith("ProtocolViolation|"));
        seen.Texts("Failures")[0].ShouldContain("$ has the members 'k7' and 'K7', which are the same to PowerShell.");
    }

    [PwshFact]
    public async Task Numbers_keep_their_value_as_with_ConvertFrom_Json()
    {
        const string Numbers = "[12345678901234567890,-9223372036854775809,9223372036854775807,1.5,1e3,-0.0,1e308,0.1]";
        var reply = $$"""{"numbers":{{Numbers}},"Id":12345678901234567890,"Whole":12345678901234567890,"Money":12345678901234567890.123456789}""";
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => request.Json.GetRawText().Contains("digits", StringComparison.Ordinal) ? $"{{\"a\":{new string('9', 381)}}}" : reply });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            class Order { [object] $numbers; [ulong] $Id; [bigint] $Whole; [decimal] $Money }
            function Describe($numbers) { $numbers | ForEach-Object { "$($_.GetType().Name) $($_.ToString('R', [cultureinfo]::InvariantCulture))" } }
            $object = Invoke-QwenChat 'Which?' -Schema '{"type":"object"}' -AsObject
            $order = Invoke-QwenChat 'Which?' -Schema ([Order]) -AsObject
            $failure = try { Invoke-QwenChat 'digits' -Schema '{"type":"object"}' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$($_.Exception.PartialAnswer.Length)|$_" }
            @{
                Numbers = @(Describe $object.numbers)
                Same    = @(Describe ('{{Numbers}}' | ConvertFrom-Json))
                Order   = "$($order.Id) $($order.Whole) $($order.Money.ToString([cultureinfo]::InvariantCulture))"
                Failure = $failure
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Numbers").ShouldBe(seen.Texts("Same"));
        seen.Texts("Numbers")[..2].ShouldBe(["BigInteger 12345678901234567890", "BigInteger -9223372036854775809"]);
        seen.Text("Order").ShouldBe("12345678901234567890 12345678901234567890 12345678901234567890.123456789");
        seen.Text("Failure").ShouldStartWith("ProtocolViolation|387|");
        seen.Text("Failure").ShouldContain("$.a is an integer of more than 380 digits.");
    }
}
