using System.Management.Automation;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>What the cmdlets for <c>.env</c> files share: the syntax, and the search from a directory.</summary>
public abstract class EnvCommand : QwenCommand
{
    private protected EnvCommand()
    {
    }

    /// <summary>The syntax of the file. Defaults to the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    [Alias("Syntax")]
    public EnvSyntax? EnvSyntax { get; set; }

    /// <summary>The locations of the search in order, each with its file.</summary>
    private protected IReadOnlyList<EnvFile> ReadAll(string directory)
    {
        var input = QwenSession.Input(directory, EnvSyntax ?? Session.Choice.EnvSyntax ?? default);
        return OffThread(() => EnvironmentResolver.ReadAll(input));
    }

    /// <summary>The file in effect; <see langword="null"/> if there is none.</summary>
    private protected static EnvFile? InEffect(IReadOnlyList<EnvFile> files) => files.FirstOrDefault(file => file.State != EnvFileState.Missing);

    private protected void WarnOfNone(string directory, IReadOnlyList<EnvFile> files, bool areShown = false) =>
        WriteWarning($"No .env file applies to {directory}.{(areShown ? "" : $" Get-QwenEnvSource -All lists the {files.Count} locations that were searched.")}");

    private protected void WriteWarnings(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            WriteWarning(warning);
    }

    /// <summary>An existing directory of the file system.</summary>
    /// <exception cref="QwenException">It is not one (<c>InvalidInput</c>).</exception>
    private protected string ResolveDirectory(string path)
    {
        var resolved = Unresolved(path);
        if (Directory.Exists(resolved))
            return resolved;
        if (FileFacts.IsDenied(resolved))
            throw QwenErrors.NotADirectory($"The directory {resolved} cannot be read: access is denied.", "Check its permissions, and those of the directories above it.");
        throw File.Exists(resolved)
            ? QwenErrors.NotADirectory($"{resolved} is a file.", "Specify the directory to search from; the search finds the file in effect there.")
            : QwenErrors.NotADirectory($"The directory {resolved} does not exist.", "Specify an existing directory.");
    }

    private string Unresolved(string path)
    {
        const string Next = "Specify a directory of the file system.";
        try
        {
            var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? resolved : throw QwenErrors.NotADirectory($"{path} belongs to the provider {provider.Name}.", Next);
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ProviderInvocationException or NotSupportedException)
        {
            throw QwenErrors.NotADirectory($"{path} cannot be resolved: {exception.Message.TrimEnd('.')}.", Next);
        }
    }
}
