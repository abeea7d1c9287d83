using System.Text;

namespace QwenCode.Chat;

/// <summary>Finds the fenced code blocks of an answer.</summary>
internal static class CodeBlocks
{
    private const int ShortestFence = 3;

    /// <summary>The contents of the blocks, in order, without their fences and the indentation of these.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var blocks = new List<string>();
        StringBuilder? block = null;
        var (fence, indentation) = ("", 0);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var trimmed = line.TrimStart();
            if (block is null)
            {
                if (FenceOf(trimmed) is not { } begun)
                    continue;
                (fence, indentation, block) = (begun, line.Length - trimmed.Length, new StringBuilder());
            }
            else if (trimmed.TrimEnd() is var end && end.Length >= fence.Length && end.All(character => character == fence[0]))
            {
                blocks.Add(block.ToString());
                block = null;
            }
            else
            {
                block.Append(line.AsSpan(Math.Min(indentation, line.Length - trimmed.Length))).Append('\n');
            }
        }

        if (block is not null)
            blocks.Add(block.ToString());
        return blocks;
    }

    private static string? FenceOf(string line)
    {
        if (line.Length == 0 || line[0] is not ('`' or '~'))
            return null;
        var length = line.AsSpan().IndexOfAnyExcept(line[0]) is >= 0 and var end ? end : line.Length;
        return length < ShortestFence || (line[0] == '`' && line.AsSpan(length).Contains('`')) ? null : line[..length];
    }
}
