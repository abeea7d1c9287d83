namespace QwenCode.ModuleTests.InvokeQwenChat;

public sealed class SchemaLimitTests
{
    private const string Review = """
        enum Tone { Kind; Neutral; Harsh }
        [Flags()] enum Topic { Price = 1; Quality = 2; Service = 4 }
        class Review {
            [System.ComponentModel.Description('From 1, bad, to 5, excellent.')] [ValidateRange(1, 5)] [int] $Stars
            [ValidateRange('Positive')] [double] $Price
            [ValidateRange(0, 10)] [Nullable[int]] $Helpful
            [ValidateLength(2, 20)] [string] $Title
            [ValidatePattern('^[A-Z]{2}$')] [string] $Country
            [ValidatePattern('\A\p{L}+\z')] [string] $Author
            [ValidateNotNullOrEmpty()] [string] $Text
            [ValidateCount(1, 3)] [ValidateLength(1, 10)] [string[]] $Tags
            [ValidateNotNullOrEmpty()] [array] $Links
            [ValidateSet('Kind', 'Harsh')] [Tone] $Tone
            [ValidateSet('Price', 'Quality')] [Topic] $Topics
            [System.ComponentModel.Description('When it is read.')] [timeonly] $At
            [hashtable] $Free
        }
        """;

    private const string Valid = """
        {"Stars":5,"Price":1.5,"Helpful":3,"Title":"Good","Country":"DE","Author":"Ada","Text":"Works","Tags":["a"],"Links":["l"],"Tone":"Harsh","Topics":["Price"],"At":"05:06:07","Free":{}}
        """;

    [PwshFact]
    public async Task The_model_is_told_what_the_attributes_of_a_class_allow()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Valid });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Review}}
            $review = Invoke-QwenChat 'review' -Schema ([Review]) -AsObject
            ConvertTo-Json "$($review.Stars) $($review.Country) $($review.Tone)"
            """);

        seen.GetString().ShouldBe("5 DE Harsh");
        var properties = server.Requests.Single().Json().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties");
        Dictionary<string, string> expected = new()
        {
            ["Stars"] = """{"description":"From 1, bad, to 5, excellent.","type":"integer","minimum":1,"maximum":5}""",
            ["Price"] = """{"type":"number","exclusiveMinimum":0}""",
            ["Helpful"] = """{"type":"integer","minimum":0,"maximum":10}""",
            ["Title"] = """{"type":"string","minLength":2,"maxLength":20}""",
            ["Country"] = """{"type":"string","pattern":"^[A-Z]{2}$"}""",
            ["Author"] = """{"description":"Matches the .NET regular expression \\A\\p{L}+\\z","type":"string"}""",
            ["Text"] = """{"type":"string","minLength":1}""",
            ["Tags"] = """{"type":"array","minItems":1,"maxItems":3,"items":{"type":"string","minLength":1,"maxLength":10}}""",
            ["Links"] = """{"type":"array","minItems":1}""",
            ["Tone"] = """{"type":"string","enum":["Kind","Harsh"]}""",
            ["Topics"] = """{"type":"array","items":{"type":"string","enum":["Price","Quality"]}}""",
            ["At"] = """{"description":"When it is read. (a time such as 05:06:07)","type":"string"}""",
            ["Free"] = """{"type":"object"}""",
        };
        properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetRawText()).ShouldBe(expected);
    }

    [PwshTheory]
    [InlineData("\"Stars\":5", "\"Stars\":9", "$.Stars is 9, greater than 5")]
    [InlineData("\"Price\":1.5", "\"Price\":0", "$.Price is 0, not greater than 0")]
    [InlineData("\"Helpful\":3", "\"Helpful\":null", "$.Helpful is null, not an integer")]
    [InlineData("\"Title\":\"Good\"", "\"Title\":\"x\"", "$.Title has 1 character, fewer than 2")]
    [InlineData("[\"a\"]", "[]", "$.Tags has 0 items, fewer than 1")]
    [InlineData("\"Harsh\"", "\"Neutral\"", "$.Tone is \"Neutral\", not one of \"Kind\", \"Harsh\"")]
    [InlineData("\"DE\"", "\"Germany\"", "$.Country is \"Germany\", which [Review] rejects")]
    public async Task An_answer_beyond_a_limit_is_an_error_with_its_path(string valid, string invalid, string expected)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => Valid.Replace(valid, invalid, StringComparison.Ordinal) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Review}}
            $failure = try { Invoke-QwenChat 'review' -Schema ([Review]) } catch { $_ }
            ConvertTo-Json -Compress @("$($failure.FullyQualifiedErrorId)", "$failure")
            """);

        seen.Texts()[0].ShouldStartWith("ProtocolViolation");
        seen.Texts()[1].ShouldContain(expected);
    }

    [PwshFact]
    public async Task A_set_whose_values_come_from_code_that_throws_does_not_end_the_command()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => """{"Odd":"a"}""" });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            Add-Type @'
            using System.Management.Automation;
            public class ThrowingValues : IValidateSetValuesGenerator { public string[] GetValidValues() { throw new System.InvalidOperationException("no values"); } }
            public class WithThrowingValues { [ValidateSet(typeof(ThrowingValues))] public string Odd { get; set; } }
            '@
            ConvertTo-Json (Invoke-QwenChat 'q' -Schema ([WithThrowingValues]) -AsObject).Odd
            """);

        seen.GetString().ShouldBe("a");
    }
}
