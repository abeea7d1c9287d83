using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>Makes of assemblies those of a build of other sources.</summary>
internal static class OtherBuild
{
    /// <summary>Changes the module's own assemblies in a folder and below it.</summary>
    public static void ChangeAll(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "QwenCode*.dll", SearchOption.AllDirectories))
            Change(file);
    }

    /// <summary>Changes the identity of an assembly.</summary>
    public static void Change(string file)
    {
        var bytes = File.ReadAllBytes(file);
        using (var reader = new PEReader(new MemoryStream(bytes)))
        {
            var metadata = reader.GetMetadataReader();
            ChangeEnd(bytes, metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToByteArray());
            var name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
            if (name.StartsWith("QwenCode.Import.", StringComparison.Ordinal))
                ChangeEnd(bytes, Encoding.ASCII.GetBytes(name));
        }

        File.WriteAllBytes(file, bytes);
    }

    private static void ChangeEnd(byte[] bytes, byte[] part)
    {
        var at = bytes.AsSpan().IndexOf(part);
        at.ShouldBePositive();
        bytes[at + part.Length - 1] ^= 1;
    }
}
