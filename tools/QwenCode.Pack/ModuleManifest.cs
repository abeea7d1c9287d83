using NuGet.Versioning;

namespace QwenCode.Pack;

/// <summary>What a module's manifest says that a package repeats.</summary>
internal sealed class ModuleManifest
{
    private readonly Dictionary<string, object> _manifest;
    private readonly Dictionary<string, object> _gallery;

    private ModuleManifest(string name, Dictionary<string, object> manifest)
    {
        Name = name;
        _manifest = manifest;
        _gallery = manifest.GetValueOrDefault("PrivateData") is Dictionary<string, object> data && data.GetValueOrDefault("PSData") is Dictionary<string, object> gallery
            ? gallery
            : [];
    }

    /// <summary>The module's name: that of its manifest.</summary>
    public string Name { get; }

    /// <summary>The version, with what <c>Prerelease</c> says.</summary>
    public NuGetVersion Version => NuGetVersion.Parse(Find(_gallery, "Prerelease") is { } label ? $"{Text("ModuleVersion")}-{label}" : Text("ModuleVersion"));

    /// <summary>Who wrote it.</summary>
    public string Author => Text("Author");

    /// <summary>Whose it is.</summary>
    public string CompanyName => Text("CompanyName");

    /// <summary>The copyright.</summary>
    public string Copyright => Text("Copyright");

    /// <summary>What it is for.</summary>
    public string Description => Text("Description");

    /// <summary>The editions of PowerShell that it runs in.</summary>
    public IEnumerable<string> Editions => Texts(_manifest, "CompatiblePSEditions");

    /// <summary>The cmdlets that it exports.</summary>
    public IEnumerable<string> Cmdlets => Texts(_manifest, "CmdletsToExport");

    /// <summary>The words to find it by.</summary>
    public IEnumerable<string> Tags => Texts(_gallery, "Tags");

    /// <summary>The release notes; <see langword="null"/> if there are none.</summary>
    public string? ReleaseNotes => Find(_gallery, "ReleaseNotes");

    /// <summary>The licence's page.</summary>
    public Uri? LicenseUri => Address("LicenseUri");

    /// <summary>The project's page.</summary>
    public Uri? ProjectUri => Address("ProjectUri");

    /// <summary>The icon.</summary>
    public Uri? IconUri => Address("IconUri");

    /// <summary>Reads the one manifest in a module's folder.</summary>
    /// <exception cref="PackException">There is none, or more than one, or it cannot be read.</exception>
    public static ModuleManifest Read(string folder)
    {
        if (Directory.GetFiles(folder, "*.psd1") is not [var file])
            throw new PackException($"{folder}: a module has one manifest");
        try
        {
            return new ModuleManifest(Path.GetFileNameWithoutExtension(file), DataFile.Read(File.ReadAllText(file)));
        }
        catch (PackException problem)
        {
            throw new PackException($"{file}, {problem.Message}");
        }
    }

    private string Text(string name) => Find(_manifest, name) ?? throw new PackException($"{Name}.psd1 lacks {name}");

    private Uri? Address(string name) => Find(_gallery, name) is { } address ? new Uri(address) : null;

    private static string? Find(Dictionary<string, object> table, string name) => table.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;

    private static IEnumerable<string> Texts(Dictionary<string, object> table, string name) =>
        table.GetValueOrDefault(name) is List<object> list ? list.Cast<string>() : [];
}
