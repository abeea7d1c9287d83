using QwenCode.Catalogue;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Catalogue;

public sealed class KeyShapesTests
{
    [Theory]
    [InlineData("sk-proj-1", "OpenAI")]
    [InlineData("sk-svcacct-1", "OpenAI")]
    [InlineData("sk-admin-1", "OpenAI")]
    [InlineData("sk-aaaaT3BlbkFJbbbb", "OpenAI")]
    [InlineData("sk-or-v1-1", "OpenRouter")]
    [InlineData("ms-1", "ModelScope")]
    [InlineData("sk-sp-1", "CodingPlan")]
    [InlineData("xai-1", "Grok")]
    public void The_format_of_a_key_shows_its_provider(string key, string provider) => KeyShapes.OwnerOf(key).ShouldBe(Providers.All.First(row => row.Name == provider));

    [Theory]
    [InlineData("sk-ant-api03-1", "Anthropic")]
    [InlineData("AIzaSy1", "Google")]
    [InlineData("gsk_1", "Groq")]
    [InlineData("hf_1", "Hugging Face")]
    [InlineData("ghp_1", "GitHub")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "Amazon Web Services")]
    [InlineData("xoxb-1", "Slack")]
    [InlineData("nvapi-1", "NVIDIA")]
    public void The_format_of_a_foreign_key_shows_its_service(string key, string service)
    {
        var owner = KeyShapes.OwnerOf(key).ShouldNotBeNull();

        owner.Name.ShouldBe(service);
        owner.IsForeign.ShouldBeTrue();
    }

    [Theory]
    [InlineData("sk-1")]
    [InlineData("SK-PROJ-1")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("whatever")]
    public void A_format_of_several_services_shows_none_of_them(string key) => KeyShapes.OwnerOf(key).ShouldBeNull();

    [Fact]
    public void Every_key_of_a_known_service_is_masked()
    {
        foreach (var prefix in Providers.All.Concat(KeyShapes.Foreign).SelectMany(row => row.KeyPrefixes))
        {
            SecretMask.Value($"{prefix}Q1w2E3r4T5y6U7i8O9p0").ShouldStartWith("****", customMessage: prefix);
            SecretMask.Text($"it said {prefix}Q1w2E3r4T5y6U7i8O9p0!").ShouldNotContain("Q1w2E3r4T5y6", customMessage: prefix);
        }
    }

    [Fact]
    public void A_prefix_of_two_plans_names_both() =>
        KeyShapes.OwnersOf("sk-sp-1").Select(row => row.Name).ShouldBe(["CodingPlan", "TokenPlan"]);

    [Fact]
    public void No_prefix_belongs_to_two_vendors()
    {
        var prefixes = Providers.All.Concat(KeyShapes.Foreign).SelectMany(row => row.KeyPrefixes.Select(prefix => (row.Vendor, prefix))).Distinct().Select(pair => pair.prefix).ToList();

        prefixes.ShouldAllBe(prefix => prefixes.Count(other => prefix.StartsWith(other, StringComparison.Ordinal)) == 1);
    }
}
