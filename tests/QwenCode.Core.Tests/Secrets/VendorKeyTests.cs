using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Keys of vendors without a digit and without a name beside them.</summary>
public sealed class VendorKeyTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    [Theory]
    [InlineData("hf_", 34)]
    [InlineData("ghp_", 36)]
    [InlineData("gho_", 36)]
    [InlineData("github_pat_", 22)]
    [InlineData("glpat-", 20)]
    [InlineData("npm_", 36)]
    [InlineData("sk_live_", 24)]
    [InlineData("rk_live_", 24)]
    [InlineData("xoxb-", 24)]
    [InlineData("xoxp-abcdefghijkl-abcdefghijkl-", 32)]
    [InlineData("sk-", 32)]
    [InlineData("sk-proj-", 48)]
    [InlineData("gsk_", 52)]
    public void A_key_of_letters_only_is_masked(string prefix, int length)
    {
        SecretMask.Text($"it said {prefix}{Letters[..length]}, sorry").ShouldBe("it said ****, sorry");
        SecretMask.Text($"it said '{prefix}{Letters[..length].ToLowerInvariant()}'").ShouldBe("it said '****'");
    }

    [Theory]
    [InlineData("sk-something-that-are-words-of-a-page")]
    [InlineData("sk-abcdefghijklmnopqrst")]
    [InlineData("hf_hub_download_with_progress_callback")]
    [InlineData("npm_config_registry npm_lifecycle_event npm_package_config_of_something")]
    [InlineData("ghp_")]
    [InlineData("glpat-authentication-failed-in-session")]
    [InlineData("ms-vscode-remote.remote-containers-extension")]
    [InlineData("xoxb-your-token-goes-here-please")]
    [InlineData("github_pat_tokens_are_documented_here")]
    public void Words_after_the_same_prefix_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_prefixes_take_no_quadratic_time()
    {
        string[] units = ["hf_", "sk-abcdefghijklmnopqrst-", "ghp_abcdefghijklmnopqrstuvwxyzab ", "xoxb-a", "sk_live_abc/"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
