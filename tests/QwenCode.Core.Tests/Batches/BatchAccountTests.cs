using QwenCode.Authentication;
using QwenCode.Batches;
using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Batches;

/// <summary>How a batch recognizes the account that started it.</summary>
public sealed class BatchAccountTests
{
    private const string Key = "sk-0123456789abcdef";

    [Fact]
    public async Task The_same_key_at_the_same_endpoint_is_the_same_account()
    {
        var account = await OfAsync("https://h/v1", Key);

        account.ShouldBe(await OfAsync("https://h/v1", Key));
        account.BaseUrl.ShouldBe("https://h/v1");
        account.KeyHash.Length.ShouldBe(10);
        account.KeyHash.ShouldAllBe(c => char.IsAsciiHexDigitLower(c));
    }

    [Theory]
    [InlineData("https://h/v1", "sk-0123456789abcdeg")]
    [InlineData("https://h/v2", Key)]
    public async Task Another_key_or_endpoint_is_another_account(string url, string key) =>
        (await OfAsync(url, key)).KeyHash.ShouldNotBe((await OfAsync("https://h/v1", Key)).KeyHash);

    private static Task<BatchAccount> OfAsync(string url, string key) =>
        BatchAccount.OfAsync(TestEndpoint.Of(new Uri(url), new ManualTimeProvider(), credential: new ApiKeyCredential(new Secret(key))), TestContext.Current.CancellationToken);
}
