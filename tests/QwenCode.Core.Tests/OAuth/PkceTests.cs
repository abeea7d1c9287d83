using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class PkceTests
{
    [Fact]
    public void The_challenge_is_that_of_the_RFCs_example() =>
        new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").Challenge.ShouldBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    [Fact]
    public void A_verifier_has_43_characters_of_base64url_and_is_always_different()
    {
        var verifiers = Enumerable.Range(0, 100).Select(_ => Pkce.Create().Verifier.Reveal()).ToList();
        verifiers.ShouldAllBe(v => v.Length == 43 && v.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
        verifiers.ShouldBeUnique();
    }

    [Fact]
    public void The_verifier_is_not_shown()
    {
        var proof = Pkce.Create();
        $"{proof} {proof.Verifier}".ShouldNotContain(proof.Verifier.Reveal());
    }
}
