using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>
/// Limits what the references in many texts of one file add up to. Each text has a limit of its own, but a small file can have thousands of texts
/// that refer to a long variable, which would fill the memory.
/// </summary>
internal sealed class ReferenceTotal
{
    /// <summary>Maximum number of characters.</summary>
    public const int Most = 4 * FileReader.LargestConfiguration;

    private long _length;

    /// <summary>Counts a value that is put in place of a reference; <see langword="false"/> if the values are too long together.</summary>
    /// <param name="length">The length of the value.</param>
    public bool Takes(int length) => (_length += length) <= Most;
}
