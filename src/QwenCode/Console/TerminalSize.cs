namespace QwenCode.Console;

/// <summary>The size of the terminal.</summary>
internal static class TerminalSize
{
    private const int SmallestWidth = 20;
    private const int SmallestHeight = 4;

    /// <summary>The usual size, if none is known.</summary>
    public static (int Width, int Height) Usual => (80, 24);

    /// <summary>Columns and rows; the usual size if the terminal does not report one.</summary>
    public static (int Width, int Height) Current
    {
        get
        {
            try
            {
                var (width, height) = (System.Console.WindowWidth, System.Console.WindowHeight);
                return (width > 0 ? Math.Max(width, SmallestWidth) : Usual.Width, height > 0 ? Math.Max(height, SmallestHeight) : Usual.Height);
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                return Usual;
            }
        }
    }
}
