namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A script that PowerShell runs.</summary>
internal interface IRunningScript : IDisposable
{
    /// <summary>Canceled when it has taken too long; for what a test awaits meanwhile.</summary>
    CancellationToken Deadline { get; }

    /// <summary>Waits until it has written something.</summary>
    Task FirstOutputAsync();

    /// <summary>Writes a line to its standard input.</summary>
    Task TellAsync(string line);

    /// <summary>Closes its standard input and waits for its end.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    Task<PwshResult> EndAsync();
}
