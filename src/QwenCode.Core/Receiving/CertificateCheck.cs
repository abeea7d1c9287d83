using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Receiving;

/// <summary>Rejects the certificates that .NET rejects, and no others; the exception has the reasons, which .NET reports by the names of its flags.</summary>
internal static class CertificateCheck
{
    private const int MostCharacters = 100;
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>Whether a certificate is accepted.</summary>
    /// <exception cref="CertificateException">It is not.</exception>
    public static bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors != SslPolicyErrors.None)
            throw new CertificateException(certificate is X509Certificate2 received ? [.. Faults(received, chain, errors)] : []);

        // The constant looks to CA5359 as if every certificate were accepted.
        return errors == SslPolicyErrors.None;
    }

    private static IEnumerable<CertificateFault> Faults(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var statuses = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if (statuses.HasFlag(X509ChainStatusFlags.NotTimeValid))
            yield return new(Time(certificate, chain!), CertificateRemedy.Clock);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            yield return new($"is for {Name(certificate, X509NameType.DnsName, ofIssuer: false)} and not for this host", CertificateRemedy.Host);
        if ((statuses & ~(Untrusted | X509ChainStatusFlags.NotTimeValid)) is var others and not X509ChainStatusFlags.NoError)
            yield return new(others.HasFlag(X509ChainStatusFlags.Revoked) ? "has been revoked" : $"is not accepted ({others})", CertificateRemedy.Server);
        if ((statuses & Untrusted) != 0 || (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && statuses == X509ChainStatusFlags.NoError))
            yield return new($"is from {Name(certificate, X509NameType.SimpleName, ofIssuer: true)}, which this machine does not trust", CertificateRemedy.Authority);
    }

    private static string Time(X509Certificate2 certificate, X509Chain chain)
    {
        var invalid = chain.ChainElements.FirstOrDefault(element => element.ChainElementStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid))?.Certificate ?? certificate;
        var now = TimeProvider.System.GetUtcNow();
        var whose = invalid.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span) ? "" : "is from an authority whose own certificate ";
        var state = now < invalid.NotBefore ? $"is not valid before {Date(invalid.NotBefore)}" : $"expired on {Date(invalid.NotAfter)}";
        return $"{whose}{state}, and this machine's clock shows {Date(now.UtcDateTime)}";
    }

    private static string Date(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name(X509Certificate2 certificate, X509NameType type, bool ofIssuer) =>
        certificate.GetNameInfo(type, ofIssuer) is { Length: > 0 } name ? $"'{ForeignText.Shortened(name, MostCharacters)}'" : ofIssuer ? "an authority" : "another name";
}
