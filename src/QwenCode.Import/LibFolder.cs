using System.Reflection;

namespace QwenCode.Loading;

/// <summary>The folder of the module's assemblies, and in it that of their images.</summary>
internal static class LibFolder
{
    /// <summary>The folder in it that has a folder of images for each system.</summary>
    public const string Images = "images";

    /// <summary>The folder that an assembly of the module was loaded from, as an image or as IL.</summary>
    public static string Of(Assembly assembly)
    {
        var folder = Path.GetDirectoryName(assembly.Location)!;
        var images = Path.GetDirectoryName(folder);
        return Path.GetFileName(images) == Images ? Path.GetDirectoryName(images)! : folder;
    }
}
