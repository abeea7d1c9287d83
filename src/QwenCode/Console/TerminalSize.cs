namespace QwenCode.Console;

/// <summary>The size of the terminal.</summary>
internal static class TerminalSize
{
    private const int SmallestWidth = 20;
    private const int SmallestHeight = 4;

    /// <summary>Columns and rows; 80 by 24 if the terminal does not say.</summary>
    public static (int Width, int Height) Current
    {
        get
        {
            try
            {
                var (width, height) = (System.Console.WindowWidth, System.Console.WindowHeight);
                return (width > 0 ? Math.Max(width, SmallestWidth) : 80, height > 0 ? Math.Max(height, SmallestHeight) : 24);
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                return (80, 24);
            }
        }
    }
}
