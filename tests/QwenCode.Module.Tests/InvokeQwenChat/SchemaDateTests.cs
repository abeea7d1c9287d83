namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Dates, times and durations in classes as the schema of an answer.</summary>
public sealed class SchemaDateTests
{
    private const string Types = """
        class Times { [datetime] $D; [Nullable[datetimeoffset]] $O; [dateonly] $Date; [timeonly] $Time; [timespan] $Span; [guid] $Id; [uri] $Link }
        class Lists { [Collections.Generic.List[timespan]] $Spans; [Collections.Generic.Dictionary[string, datetime]] $Named; [Collections.Generic.Dictionary[datetime, int]] $Keys }
        """;

    [PwshFact]
    public async Task Each_has_a_format_that_strict_services_accept_and_its_value()
    {
        const string Reply = """{"D":"2026-03-04T05:06:07","O":"2026-03-04T05:06:07+01:00","Date":"2026-03-04","Time":"05:06:07","Span":"P1DT2H","Id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","Link":"https://h.example/a"}""";
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Reply });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Types}}
            [Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'
            $x = Invoke-QwenChat q -Schema ([Times]) -AsObject
            ConvertTo-Json -Compress @($x.D.ToString('o'), $x.O.ToString('o'), $x.Date.ToString('o'), $x.Time.ToString('o'), $x.Span.ToString('c'), "$($x.Id)", "$($x.Link)")
            """);

        seen.Texts().ShouldBe(["2026-03-04T05:06:07.0000000", "2026-03-04T05:06:07.0000000+01:00", "2026-03-04", "05:06:07.0000000", "1.02:00:00", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "https://h.example/a"]);
        var properties = server.Requests.Single().Json().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties");
        properties.EnumerateObject().Select(property => property.Value.GetRawText()).ShouldBe(
        [
            """{"type":"string","format":"date-time"}""", """{"type":["string","null"],"format":"date-time"}""", """{"type":"string","format":"date"}""", """{"description":"a time such as 05:06:07","type":"string"}""",
            """{"type":"string","format":"duration"}""", """{"type":"string","format":"uuid"}""", """{"type":"string"}""",
        ]);
    }

    [PwshTheory]
    [InlineData("Times", "D", "\"03/04/2026\"", """$.D is "03/04/2026", not a date and time such as 2026-03-04T05:06:07Z.""")]
    [InlineData("Times", "O", "\"2026-03-04T05:06:07\"", """$.O is "2026-03-04T05:06:07", not a date and time with an offset, such as 2026-03-04T05:06:07Z.""")]
    [InlineData("Times", "Date", "\"3/4/2026\"", """$.Date is "3/4/2026", not a date such as 2026-03-04.""")]
    [InlineData("Times", "Time", "\"5\"", """$.Time is "5", not a time such as 05:06:07.""")]
    [InlineData("Times", "Span", "\"5\"", """$.Span is "5", not a duration such as P1DT2H3M4S or 1.02:03:04.""")]
    [InlineData("Lists", "Spans", """["PT5M","5:06"]""", """$.Spans[1] is "5:06", not a duration such as""")]
    [InlineData("Lists", "Named", """{"a":"03/04/2026"}""", """$.Named.a is "03/04/2026", not a date and time such as""")]
    [InlineData("Lists", "Keys", """{"03/04/2026":1}""", "$.Keys has a member called 03/04/2026, which is not a date and time such as")]
    public async Task A_text_with_several_meanings_is_an_error_with_the_path(string type, string property, string value, string expected)
    {
        var others = type == "Lists"
            ? """{"Spans":[],"Named":{},"Keys":{"2026-03-04":1}}"""
            : """{"D":"2026-03-04","O":null,"Date":"2026-03-04","Time":"05:06:07","Span":"PT0S","Id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","Link":"x"}""";
        var answer = System.Text.Json.Nodes.JsonNode.Parse(others)!.AsObject();
        answer[property] = System.Text.Json.Nodes.JsonNode.Parse(value);
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => request.LastUserText == "good" ? others : answer.ToJsonString() });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Types}}
            $good = Invoke-QwenChat good -Schema ([{{type}}]) -AsObject
            $failure = try { Invoke-QwenChat bad -Schema ([{{type}}]) } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" }
            ConvertTo-Json -Compress @($good.GetType().Name, $failure)
            """);

        seen.Texts()[0].ShouldBe(type);
        seen.Texts()[1].ShouldStartWith("ProtocolViolation|");
        seen.Texts()[1].ShouldContain(expected);
    }
}
