namespace QwenCode.OAuth;

/// <summary>The port to what draws QR codes.</summary>
internal interface IQrCode
{
    /// <summary>
    /// The code as lines of block characters, all of the same width, for light characters on a dark ground; two rows of modules
    /// share a line. Its border is as wide as fits, up to the four modules of the standard, and never none. Where not even the
    /// narrowest fits the height, that one is drawn.
    /// </summary>
    /// <param name="text">What the code says.</param>
    /// <param name="width">The columns there are.</param>
    /// <param name="height">The lines there are.</param>
    /// <returns>Nothing where the code is wider, or the text too long for any code.</returns>
    IReadOnlyList<string> Draw(string text, int width, int height);
}
