using System.Text.Json;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>How PowerShell ended.</summary>
/// <param name="Output">What it wrote on standard output.</param>
/// <param name="Errors">What it wrote on standard error.</param>
/// <param name="ExitCode">Its exit code.</param>
internal sealed record PwshResult(string Output, string Errors, int ExitCode)
{
    /// <summary>The JSON on the last line of the output of a script that succeeded.</summary>
    /// <exception cref="InvalidOperationException">The script failed, or ended in no JSON.</exception>
    public JsonElement Json
    {
        get
        {
            try
            {
                if (ExitCode == 0 && Errors.Length == 0)
                    return JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;
            }
            catch (JsonException)
            {
                // The exception below shows more.
            }

            throw new InvalidOperationException($"The script did not end in JSON without errors.\n{this}");
        }
    }

    /// <summary>All of it, for messages.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- errors\n{Errors}";
}
