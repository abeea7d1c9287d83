namespace QwenCode.Completion;

/// <summary>Completes files that hold a certificate with its private key.</summary>
internal sealed class CertificateCompleter() : FileCompleter(".pfx", ".p12", ".pem");
