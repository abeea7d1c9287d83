namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>What <c>-Schema</c> does not accept.</summary>
public sealed class SchemaArgumentTests
{
    [PwshFact]
    public async Task An_invalid_schema_is_rejected_before_a_request_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var ids = await pwsh.JsonAsync("""
            class Node { [Node] $Next }
            class Tree { [Collections.Generic.List[Tree]] $Children }
            class NoCtor { [string] $A; NoCtor([string] $a) { $this.A = $a } }
            class Outer { [NoCtor] $Inner }
            '{ "type": ', 'missing.json', 42, [int], [Node], [Tree], [Tree[]], [hashtable], [object[]], [NoCtor], [NoCtor[]], [Outer], [Diagnostics.Process], [IO.Stream], [IDisposable], 'int', 'NoSuchClass', '', ' ', (Get-Item .), '.', 'Env:PATH', '"text"', '[1]', '[{"type":"object"}]', 'true', '5', '{"type":"object","properties":{"a":{"type":"strng"}}}',
                '{"type":"object","properties":{"\ud83d":{}}}', "{`"type`":`"object`",`"title`":`"$([char]0xD83D)`",`"x`":}" |
                ForEach-Object { $schema = $_; try { Invoke-QwenChat hi -Schema $schema; "sent $schema" } catch { ($_.FullyQualifiedErrorId -split ',')[0] } } | ConvertTo-Json -Compress
            """);

        ids.Texts().Where(id => id != "InvalidParameter").ShouldBe(["InvalidInput"], "Env:PATH is no file.");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_hashtable_that_is_not_a_schema_is_rejected_with_an_example()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            @{ name = 'string'; age = 'int' }, @{}, @{ type = 'object'; properties = @{ name = 'string' } }, @{ type = 'object'; properties = 'name' }, @{ type = 'string' }, [pscustomobject]@{ name = 'string' },
                '{"name":"string"}', @{ type = 'object'; properties = @{ a = @{ type = 'object'; properties = @{ b = 'string' } } } }, @{ type = 'string', 'null' } |
                ForEach-Object { $schema = $_; try { Invoke-QwenChat hi -Schema $schema; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" } } | ConvertTo-Json -Compress
            """);

        seen.Texts().Length.ShouldBe(9);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("InvalidParameter|-Schema ") && failure.Contains("@{ type = 'object'; properties = @{ name = @{ type = 'string' } }"));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task The_response_format_of_a_request_is_rejected_with_the_path_of_its_schema()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $schema = @{ type = 'object'; properties = @{ a = @{ type = 'string' } } }
            @{ type = 'json_schema'; json_schema = @{ name = 'x'; strict = $true; schema = $schema } }, @{ json_schema = @{ name = 'x'; schema = $schema } }, @{ name = 'x'; strict = $true; schema = $schema }, @{ type = 'json_schema'; name = 'x'; schema = $schema } |
                ForEach-Object { $format = $_; try { Invoke-QwenChat hi -Schema $format; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" } } | ConvertTo-Json -Compress
            """);

        var words = "InvalidParameter|-Schema is not a JSON schema: it is the response_format of a request, whose schema is in ";
        seen.Texts().ShouldBe([
            $"{words}json_schema.schema. Specify the value of json_schema.schema alone.", $"{words}json_schema.schema. Specify the value of json_schema.schema alone.",
            $"{words}schema. Specify the value of schema alone.", $"{words}schema. Specify the value of schema alone."]);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task JSON_that_is_not_an_object_and_a_fault_in_a_schema_are_named_before_a_request_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/list.json", """[{"type":"object"}]""");

        var seen = await pwsh.JsonAsync("""
            '[{"type":"object"}]', "[`n  { type: 'object' }`n]", '["a"]', 'true', '5', '"text"', 'null', 'list.json', 42, @(@{ type = 'object' }),
                @{ type = 'object'; properties = @{ age = @{ type = 'strng' } } }, '{"type":"object","properties":{"a":{"$ref":5}}}', '{"items":{"$ref":"#/$defs/none"}}',
                ([Collections.Generic.List[object]]), ([Collections.Generic.Dictionary[string,int]]) |
                ForEach-Object { $schema = $_; try { Invoke-QwenChat hi -Schema $schema; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" } } | ConvertTo-Json -Compress
            """);

        string[] expected =
        [
            "it is a JSON array, and a schema is a JSON object.", "it is a JSON array, and", "it is a JSON array, and", "it is true, and a schema is a JSON object.", "it is a JSON number, and", "it is a JSON string, and",
            "it is null, and", "it is a JSON array, and", "-Schema cannot be of type [int].", "-Schema cannot be of type [System.Object[]].",
            "-Schema is not a JSON schema: $.properties.age.type is \"strng\", not one of array, boolean, integer, null, number, object, string.",
            "$.properties.a['$ref'] is 5, not a reference such as \"#/$defs/name\".", "$.items['$ref'] is \"#/$defs/none\", which the schema does not contain.",
            "-Schema [System.Collections.Generic.List[System.Object]] is not a type with properties.", "-Schema [System.Collections.Generic.Dictionary[string,int]] is not a type with properties.",
        ];
        seen.Texts().Length.ShouldBe(expected.Length);
        foreach (var (text, words) in seen.Texts().Zip(expected))
        {
            text.ShouldStartWith("InvalidParameter|-Schema ");
            text.ShouldContain(words);
        }

        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_schema_that_no_object_or_list_can_match_is_rejected_before_a_request_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            '{"enum":["a","b"]}', '{"const":"a"}', @{ type = 'string' }, '{"anyOf":[{"type":"string"},{"type":"integer"}]}', '{"$ref":"#"}', '{"allOf":[{"type":"object"},{"type":"string"}]}' |
                ForEach-Object { $schema = $_; try { Invoke-QwenChat hi -Schema $schema; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" } } | ConvertTo-Json -Compress
            """);

        const string Single = "InvalidParameter|-Schema describes a single value, but an answer is an object or an array. Make the value a property of an object, as in @{ type = 'object';";
        string[] expected = [Single, Single, Single, Single, "InvalidParameter|-Schema describes nothing: its root only refers to itself.", "InvalidParameter|-Schema allows no value: its keywords contradict each other."];
        seen.Texts().Zip(expected).ShouldAllBe(pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_file_may_have_the_name_of_a_JSON_value()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true, Reply = _ => """{"name":"Ada"}""" });
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/5", """{"type":"object","properties":{"name":{"type":"string"}}}""");

        (await pwsh.JsonAsync("(Invoke-QwenChat q -Schema '5').Parsed | ConvertTo-Json -Compress")).Text("name").ShouldBe("Ada");
    }

    [PwshFact]
    public async Task A_byte_order_mark_before_the_text_is_ignored()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true, Reply = _ => """{"name":"Ada"}""" });
        using var pwsh = new PwshRun().WithServer(server);

        (await pwsh.JsonAsync("""(Invoke-QwenChat q -Schema "$([char] 0xFEFF){`"type`":`"object`"}").Parsed | ConvertTo-Json -Compress""")).Text("name").ShouldBe("Ada");
    }

    [PwshFact]
    public async Task A_single_name_for_required_is_rejected_with_how_to_write_a_list()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var failure = await pwsh.JsonAsync("""
            try { Invoke-QwenChat q -Schema @{ type = 'object'; properties = @{ a = @{ type = 'string' } }; required = 'a' } } catch { ConvertTo-Json "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" -Compress }
            """);

        failure.GetString()!.ShouldStartWith("InvalidParameter|-Schema is not a JSON schema: $.required is \"a\", not an array of strings. Write a list of one value as @('a')");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task An_empty_file_is_reported_as_empty()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/empty.json", "");
        pwsh.Write("project/blank.json", "\n ");

        var seen = await pwsh.JsonAsync("""
            'empty.json', 'blank.json' | ForEach-Object { $schema = $_; try { Invoke-QwenChat hi -Schema $schema; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" } } | ConvertTo-Json -Compress
            """);

        seen.Texts().Length.ShouldBe(2);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("InvalidParameter|") && failure.Contains("of -Schema is empty."));
        server.Requests.ShouldBeEmpty();
    }
}
