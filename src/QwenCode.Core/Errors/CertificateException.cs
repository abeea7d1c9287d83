using System.Security.Authentication;

namespace QwenCode.Errors;

/// <summary>What helps against a rejected certificate.</summary>
internal enum CertificateRemedy
{
    /// <summary>The clock of this machine, or a new certificate.</summary>
    Clock,

    /// <summary>Another URL, or a network without something that responds in the server's place.</summary>
    Host,

    /// <summary>Another certificate.</summary>
    Server,

    /// <summary>Trust in the authority that issued it.</summary>
    Authority,
}

/// <summary>A reason to reject a certificate.</summary>
/// <param name="Reason">The reason, after "its certificate".</param>
/// <param name="Remedy">What helps.</param>
internal sealed record CertificateFault(string Reason, CertificateRemedy Remedy);

/// <summary>A server's certificate is rejected. The message is the end of a sentence.</summary>
/// <param name="faults">The reasons; none if it sent no certificate.</param>
internal sealed class CertificateException(IReadOnlyList<CertificateFault> faults)
    : AuthenticationException(faults.Count == 0 ? "the server sent no certificate" : $"its certificate {string.Join("; it ", faults.Select(fault => fault.Reason))}")
{
    /// <summary>What to do.</summary>
    /// <param name="correct">What else may be wrong, as the beginning of a sentence: <c>Correct the base URL</c>.</param>
    public string Next(string correct)
    {
        var remedies = faults.Select(fault => fault.Remedy).DefaultIfEmpty(CertificateRemedy.Server).ToList();

        // Nobody should trust the authority of whatever responds in the server's place.
        if (remedies.Contains(CertificateRemedy.Host))
            remedies.Remove(CertificateRemedy.Authority);
        return string.Join(' ', remedies.Select(remedy => remedy switch
        {
            CertificateRemedy.Clock => "Correct the clock if it is wrong; otherwise the server needs a new certificate.",
            CertificateRemedy.Host => $"{correct}, or check whether a proxy or a sign-in page of the network responds instead of the server.",
            CertificateRemedy.Server => "The server needs another certificate.",
            _ => $"Install the issuing certificate authority in the system's store (SSL_CERT_FILE on Linux), or {char.ToLowerInvariant(correct[0])}{correct[1..]}.",
        }));
    }
}
