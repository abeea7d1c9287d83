using QwenCode.Testing;

namespace QwenCode.Connectors.Tests;

public sealed class ShownMembersTests
{
    [Fact]
    public void No_text_shows_a_secret_or_what_was_read_from_a_file()
    {
        ShownMembers.Secrets(typeof(OpenAISender).Assembly).ShouldBeEmpty();
        ShownMembers.Texts(typeof(OpenAISender).Assembly).Except(["DotNetEnvAssignment.Name", "DotNetEnvReference.Name"]).ShouldBeEmpty();
    }
}
