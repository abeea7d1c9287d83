using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>The tool call of the demonstration.</summary>
public sealed class DemoToolTests
{
    [Theory]
    [InlineData("""[{"Name":"C","Used":1,"Free":2147483648},{"Name":"D","Free":1610612736},{"Name":"Temp","Free":null}]""", "Free space: 2.0 GB on drive C, 1.5 GB on drive D.")]
    [InlineData("""{"Name":"/","Free":1073741824}""", "Free space: 1.0 GB on drive /.")]
    [InlineData("\n Name  Free\n----", "The tool returned: Name  Free")]
    [InlineData("{}", "The tool returned: {}")]
    [InlineData("", "The tool returned: nothing")]
    public async Task The_drives_are_looked_at_once_and_the_answer_contains_the_result(string result, string text)
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = DemoReply.Create, ToolScript = DemoTools.Script });

        var first = await bench.AskAsync(ChatBench.Request().Conversation.Offering("Get-PSDrive"));
        var call = first.ToolCalls.ShouldHaveSingleItem();
        var last = await bench.AskAsync(first.WithResults(_ => result).Offering("Get-PSDrive"));

        call.ToString().ShouldBe("""Get-PSDrive({"PSProvider":"FileSystem"})""");
        (last.Text, last.ToolCalls.Count).ShouldBe((text, 0));
    }

    [Fact]
    public async Task Without_the_tool_the_demonstration_answers_as_ever()
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = DemoReply.Create, ToolScript = DemoTools.Script });

        (await bench.AskAsync(ChatBench.Request().Conversation.Offering("Get-Date"))).Text.ShouldBe("Hello! How can I help you today?");
    }
}
