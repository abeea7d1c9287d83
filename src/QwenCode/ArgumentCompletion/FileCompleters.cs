using System.Collections;
using System.Management.Automation;
using QwenCode.Showing;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes folders, and the files that the parameter takes.</summary>
/// <param name="takes">Whether the parameter takes a file.</param>
/// <param name="isPattern">Whether the parameter takes wildcards, so that those in a name are escaped.</param>
internal abstract class FileCompleter(Func<FileInfo, bool> takes, bool isPattern = false) : Completer
{
    /// <summary>Completes files by what their names end in.</summary>
    protected FileCompleter(params string[] extensions)
        : this(file => extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
    {
    }

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var start = typed.LastIndexOfAny(['/', '\\']) + 1;
        var (folder, begun) = (typed[..start], typed[start..]);
        var pattern = new WildcardPattern(isPattern ? begun + '*' : WildcardPattern.Escape(begun) + '*', WildcardOptions.IgnoreCase);
        var directory = Resolve(isPattern ? WildcardPattern.Unescape(folder) : folder);
        return from entry in InTime(token => Entries(directory, pattern, begun.StartsWith('.'), token))
               orderby entry is FileInfo, entry.Name
               let name = isPattern ? WildcardPattern.Escape(entry.Name) : entry.Name
               select new CompletionResult(CompletionText.Quote(folder + name), entry.Name, Kind(entry), Tooltip(entry));
    }

    private static string Resolve(string folder) =>
        folder.Length == 0 ? CurrentDirectory() : Ask<string>(@"Microsoft.PowerShell.Management\Convert-Path", ("LiteralPath", folder))[0];

    private List<FileSystemInfo> Entries(string directory, WildcardPattern pattern, bool withHidden, CancellationToken cancellationToken) =>
    [
        .. new DirectoryInfo(directory).EnumerateFileSystemInfos()
            .TakeWhile(_ => !cancellationToken.IsCancellationRequested)
            .Where(entry => pattern.IsMatch(entry.Name))
            .Where(entry => withHidden || !entry.Attributes.HasFlag(FileAttributes.Hidden))
            .Where(entry => entry is not FileInfo file || takes(file)),
    ];

    private static CompletionResultType Kind(FileSystemInfo entry) =>
        entry is FileInfo ? CompletionResultType.ProviderItem : CompletionResultType.ProviderContainer;

    private static string Tooltip(FileSystemInfo entry) => entry is FileInfo file ? $"{file.FullName}, {HumanText.Size(file.Length)}" : entry.FullName;
}

/// <summary>Completes files of any kind; wildcards are allowed.</summary>
internal sealed class AttachedFileCompleter() : FileCompleter(_ => true, isPattern: true);

/// <summary>Completes files of any kind; wildcard characters are taken literally.</summary>
internal sealed class LiteralFileCompleter() : FileCompleter(_ => true);

/// <summary>Completes folders only.</summary>
internal sealed class FolderCompleter() : FileCompleter(_ => false);

/// <summary>Completes images of the kinds that services take.</summary>
internal sealed class ImageCompleter() : FileCompleter(".png", ".jpg", ".jpeg", ".gif", ".webp");

/// <summary>Completes files that hold a certificate with its private key.</summary>
internal sealed class CertificateCompleter() : FileCompleter(".pfx", ".p12", ".pem");
