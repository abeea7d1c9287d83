namespace QwenCode.Console;

/// <summary>The keys of this process's console.</summary>
internal sealed class ConsoleKeySource : IKeySource
{
    private const string BracketPastes = "\u001B[?2004h";
    private const string BracketNoPastes = "\u001B[?2004l";

    private bool _wasInput;

    /// <inheritdoc/>
    public bool IsKeyQueued => System.Console.KeyAvailable;

    /// <inheritdoc/>
    public ConsoleKeyInfo Take() => System.Console.ReadKey(intercept: true);

    /// <inheritdoc/>
    public void Begin()
    {
        _wasInput = System.Console.TreatControlCAsInput;
        System.Console.TreatControlCAsInput = true;
        Write(BracketPastes);
    }

    /// <inheritdoc/>
    public void End()
    {
        try
        {
            Write(BracketNoPastes);
        }
        catch (IOException)
        {
            // The terminal is gone.
        }
        finally
        {
            System.Console.TreatControlCAsInput = _wasInput;
        }
    }

    private static void Write(string sequence)
    {
        if (System.Console.IsOutputRedirected)
            return;
        System.Console.Out.Write(sequence);
        System.Console.Out.Flush();
    }
}
