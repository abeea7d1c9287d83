using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Private keys among other text.</summary>
public sealed class PrivateKeyBlockTests
{
    [Theory]
    [InlineData("a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nb -----BEGIN PGP PRIVATE KEY BLOCK-----\nMHcC\n-----END PGP PRIVATE KEY BLOCK-----\nend", "a ****\nb ****\nend")]
    [InlineData("""{"key":"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n","host":"h"}""", """{"key":"****","host":"h"}""")]
    [InlineData("-----BEGIN KEY OF ANOTHER KIND-----\nMIIE\n-----END KEY OF ANOTHER KIND----- end", "**** end")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END and no more", "****")]
    [InlineData("-----BEGIN and no more\nMIIE", "****")]
    public void Only_the_block_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("CERTIFICATE")]
    [InlineData("NEW CERTIFICATE REQUEST")]
    [InlineData("PUBLIC KEY")]
    [InlineData("RSA PUBLIC KEY")]
    [InlineData("PGP PUBLIC KEY BLOCK")]
    [InlineData("PGP SIGNATURE")]
    [InlineData("DH PARAMETERS")]
    public void What_is_public_is_shown_and_a_key_after_it_is_not(string label) =>
        SecretMask.Text($"-----BEGIN {label}-----\nMIIE\n-----END {label}-----\n-----BEGIN PRIVATE KEY-----\nMIIE").ShouldBe($"-----BEGIN {label}-----\nMIIE\n-----END {label}-----\n****");

    [Theory]
    [InlineData("-----BEGIN A-----\n")]
    [InlineData("-----BEGIN A-----\n-----END A-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\n")]
    [InlineData("-----BEGIN -----END ")]
    public void The_time_does_not_grow_with_the_square_of_the_length(string unit) => LinearTime.Verify(unit);
}
