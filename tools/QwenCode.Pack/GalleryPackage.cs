using NuGet.Packaging;

namespace QwenCode.Pack;

/// <summary>
/// The package of a module as <c>Publish-PSResource</c> makes it, except that the same files always give the same bytes: in the order
/// of their names, all of the oldest time that a zip knows.
/// </summary>
internal static class GalleryPackage
{
    private const string TimeOfAllFiles = "1980-01-01T00:00:00Z";

    /// <summary>Packs a module.</summary>
    /// <param name="folder">The module's folder.</param>
    /// <param name="target">The folder to put the package into.</param>
    /// <param name="version">The version that it must have.</param>
    /// <returns>The package.</returns>
    /// <exception cref="PackException">The manifest cannot be read, or has another version.</exception>
    public static FileInfo Create(string folder, string target, string version)
    {
        var manifest = ModuleManifest.Read(folder);
        if (manifest.Version.ToString() != version)
            throw new PackException($"{manifest.Name}.psd1 has version {manifest.Version}, the build {version}");

        var builder = Describe(manifest);
        foreach (var name in FileNames(folder))
            builder.Files.Add(new PhysicalPackageFile { SourcePath = Path.Join(folder, name), TargetPath = name });
        var package = new FileInfo(Path.Join(target, $"{manifest.Name}.{manifest.Version}.nupkg"));
        using (var stream = package.Create())
            builder.Save(stream);
        return package;
    }

    private static IEnumerable<string> FileNames(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal);

    private static PackageBuilder Describe(ModuleManifest manifest)
    {
        var builder = new PackageBuilder(deterministic: true)
        {
            DeterministicTimestamp = TimeOfAllFiles,
            Id = manifest.Name,
            Version = manifest.Version,
            Description = manifest.Description,
            Copyright = manifest.Copyright,
            ReleaseNotes = manifest.ReleaseNotes,
            LicenseUrl = manifest.LicenseUri,
            ProjectUrl = manifest.ProjectUri,
            IconUrl = manifest.IconUri,
        };
        builder.Authors.Add(manifest.Author);
        builder.Owners.Add(manifest.CompanyName);
        builder.Tags.UnionWith(Tags(manifest));
        return builder;
    }

    // Find-PSResource finds a module, its editions and its commands by these tags.
    private static IEnumerable<string> Tags(ModuleManifest manifest) =>
    [
        "PSModule",
        .. manifest.Tags,
        .. manifest.Editions.Select(edition => $"PSEdition_{edition}"),
        "PSIncludes_Cmdlet",
        .. manifest.Cmdlets.SelectMany(cmdlet => new[] { $"PSCmdlet_{cmdlet}", $"PSCommand_{cmdlet}" }),
    ];
}
