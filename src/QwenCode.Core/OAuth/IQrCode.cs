namespace QwenCode.OAuth;

/// <summary>The port to what draws QR codes.</summary>
internal interface IQrCode
{
    /// <summary>The code as lines of block characters, all of the same width; two rows of modules share a line.</summary>
    /// <param name="text">What the code says.</param>
    /// <param name="quietZone">Whether the empty border is drawn that most cameras want.</param>
    IReadOnlyList<string> Draw(string text, bool quietZone);
}
