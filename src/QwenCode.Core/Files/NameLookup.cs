using System.Security.Cryptography;
using System.Text;

namespace QwenCode.Files;

/// <summary>Finds saved conversations and batches by name. Neither case nor Unicode form matters, even on file systems that distinguish them.</summary>
internal static class NameLookup
{
    private const int HashBytes = 8;

    /// <summary>The names that a name selects: itself if it exists, otherwise all that differ from it in case or Unicode form only, which earlier versions allowed.</summary>
    /// <param name="names">All names.</param>
    /// <param name="name">The name.</param>
    public static IReadOnlyList<string> Matches(IReadOnlyCollection<string> names, string name) => names.Contains(name, StringComparer.Ordinal)
        ? [name]
        : [.. names.Where(each => Key(each) == Key(name)).Order(StringComparer.Ordinal)];

    /// <summary>The path of a lock that is held while a name is given, the same for all names that differ in case or Unicode form only.</summary>
    /// <param name="folder">The folder of what is named.</param>
    /// <param name="name">The name.</param>
    public static string LockOf(string folder, string name)
    {
        // A hash, since a name in upper case can be longer than the file system allows. No name begins with a dot.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Key(name))).AsSpan(0, HashBytes);
        return Path.Join(folder, $".{Convert.ToHexString(hash)}.lock");
    }

    // An unpaired surrogate cannot be normalized.
    private static string Key(string name) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)).Normalize().ToUpperInvariant();
}
