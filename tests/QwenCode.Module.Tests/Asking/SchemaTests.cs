namespace QwenCode.ModuleTests.Asking;

/// <summary>Answers as objects of a form that was asked for.</summary>
public sealed class SchemaTests
{
    private const string Schema = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"]}""";

    private const string Reply = """{"name":"Ada","age":36}""";

    [PwshFact]
    public async Task A_schema_may_be_text_a_table_a_file_a_type_or_a_class()
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
    public async Task Nested_types_come_back_as_instances()
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
    public async Task A_refused_json_schema_is_asked_for_as_json_object()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true });
        server.Enqueue(Fault.Status(400, """{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error"}}"""));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $lines = Invoke-QwenChat 'hi' -Schema '{ "type": "object" }' -Verbose 4>&1
            @{ Answer = $lines[-1].Parsed.answer; Attempts = $lines[-1].Attempts; Told = "$lines" } | ConvertTo-Json -Compress
            """);

        (seen.Text("Answer"), seen.Number("Attempts")).ShouldBe(("You said: hi", 2));
        seen.Text("Told").ShouldContain("asking with json_object");
        server.Requests[1].Json().GetProperty("response_format").GetRawText().ShouldBe("""{"type":"json_object"}""");
    }

    [PwshFact]
    public async Task What_does_not_follow_the_schema_is_an_error_that_keeps_the_text()
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
    public async Task What_is_no_schema_is_refused_before_anything_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var ids = await pwsh.JsonAsync("""
            class Node { [Node] $Next }
            '{ "type": ', 'missing.json', 42, [int], [Node] | ForEach-Object { $schema = $_; try { Invoke-QwenChat hi -Schema $schema; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } } | ConvertTo-Json -Compress
            """);

        ids.Texts().ShouldAllBe(id => id == "InvalidRequest");
        server.Requests.ShouldBeEmpty();
    }
}
