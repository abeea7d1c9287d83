using System.Text;
using System.Text.Json;

namespace QwenCode.ModuleTests.Errors;

/// <summary>A search that found nothing would prove nothing.</summary>
public sealed class CanarySearchTests
{
    private const string Secret = "sk-4f7c0a+91e/d52b68=3ac7_0de9-5b16f8";

    public static TheoryData<string, string> Forms => new()
    {
        { "as it is", Secret },
        { "a piece", Secret[9..21] },
        { "over lines", $"{Secret[..8]}\r\n        {Secret[8..]}" },
        { "UTF-16", Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Secret)) },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) },
        { "base64 at another place", Convert.ToBase64String(Encoding.UTF8.GetBytes($"a{Secret}")) },
        { "base64 of credentials", Convert.ToBase64String(Encoding.UTF8.GetBytes($"us:{Secret}")) },
        { "base64url", Convert.ToBase64String(Encoding.UTF8.GetBytes($">?>{Secret}")).Replace('+', '-').Replace('/', '_').TrimEnd('=') },
        { "base64 of UTF-16", Convert.ToBase64String(Encoding.Unicode.GetBytes(Secret)) },
        { "percent-encoded", Uri.EscapeDataString(Secret) },
        { "percent-encoded to the last letter", string.Concat(Secret.Select(letter => $"%{(int)letter:x2}")) },
        { "hexadecimal", Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)) },
        { "hexadecimal with dashes", BitConverter.ToString(Encoding.UTF8.GetBytes(Secret)) },
        { "hexadecimal of UTF-16", Convert.ToHexString(Encoding.Unicode.GetBytes(Secret)).ToLowerInvariant() },
        { "JSON", JsonSerializer.Serialize(Secret) },
        { "JSON to the last letter", string.Concat(Secret.Select(letter => $"\\u{(int)letter:X4}")) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_found_in_each_encoding(string form, string text) =>
        new CanarySearch([new("the key", Secret)]).Leaks($"before {text} after").ShouldHaveSingleItem(form).ShouldStartWith("the key (");

    [Theory]
    [InlineData("****16f8")]
    [InlineData("sk-4f7c0a+9")]
    [InlineData("")]
    [InlineData("%zz \\u00 4f7c0a")]
    public void Text_that_is_not_a_fragment_is_not_found(string text) => new CanarySearch([new("the key", Secret)]).Leaks(text).ShouldBeEmpty();
}
