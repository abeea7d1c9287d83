using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>A value with a reference is shown as its text, of which a part can be a secret.</summary>
public sealed class ShownReferenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_beside_the_reference_of_a_setting_is_masked()
    {
        _folder.Write("home/.qwen/settings.json", """{"security":{"auth":{"apiKey":"k","baseUrl":"https://$HOST/v1?token=abc&x=1"}}}""");
        var environment = Resolving.Environment(_folder.Folder("work"), _folder.At("home"), new Dictionary<string, string> { ["HOST"] = "h.example" });

        var context = Resolving.Auth(environment);

        context.Sources.Single(source => source.Name == "BaseUrl").Value.ShouldBe("https://$HOST/v1?token=****&x=1");
    }

    [Theory]
    [InlineData("PASSWORD", "hunter2$SALT", "****")]
    [InlineData("PASSWORD", "'root-hunter2'", "****")]
    [InlineData("PASSWORD", "\"${OTHER}\"", "\"${OTHER}\"")]
    [InlineData("PASSWORD", "$OTHER", "$OTHER")]
    [InlineData("PASSWORD", "$HOST$OTHER", "$HOST$OTHER")]
    [InlineData("OPENAI_BASE_URL", "https://u:hunter2@$HOST/v1", "https://****@$HOST/v1")]
    [InlineData("OPENAI_MODEL", "qwen-$SIZE", "qwen-$SIZE")]
    public void A_secret_beside_the_reference_of_a_variable_is_masked(string name, string text, string shown)
    {
        var variable = new EnvFileVariable(name, new Secret("value"), 1, EnvVariableState.Effective, "") { Reference = text };

        new EnvFile("/.env", EnvScope.Project, EnvFileState.Used, [variable], []).ToSource(asPlainText: false).Variables.Single().Value.ShouldBe(shown);
    }
}
