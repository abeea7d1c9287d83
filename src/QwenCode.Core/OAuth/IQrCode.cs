namespace QwenCode.OAuth;

/// <summary>The port to the QR code generator.</summary>
internal interface IQrCode
{
    /// <summary>
    /// The code as lines of block characters, all of the same width, for light characters on a dark ground; two rows of modules
    /// share a line. Its border is as wide as fits, up to the four modules of the standard, and at least one. If not even the
    /// narrowest fits the height, that one is drawn.
    /// </summary>
    /// <param name="text">The content of the code.</param>
    /// <param name="width">The available columns.</param>
    /// <param name="height">The available lines.</param>
    /// <returns>Nothing if the code is wider, or the text too long for any code.</returns>
    IReadOnlyList<string> Draw(string text, int width, int height);
}
