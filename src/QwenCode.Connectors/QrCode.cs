using QRCoder;
using QwenCode.OAuth;

namespace QwenCode.Connectors;

/// <summary>Draws QR codes with the package QRCoder.</summary>
internal sealed class QrCode : IQrCode
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Draw(string text, bool quietZone)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall(quietZone, invert: false, endOfLine: "\n").Split('\n');
    }
}
