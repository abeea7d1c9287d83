using System.Collections;
using QRCoder;
using QRCoder.Exceptions;
using QwenCode.OAuth;

namespace QwenCode.Connectors;

/// <summary>Draws QR codes with the package QRCoder.</summary>
internal sealed class QrCode : IQrCode
{
    private const int StandardBorder = 4;

    /// <inheritdoc/>
    public IReadOnlyList<string> Draw(string text, int width, int height)
    {
        if (Modules(text) is not { } modules)
            return [];
        for (var border = StandardBorder; border > 0; border--)
        {
            var size = modules.Count - (2 * (StandardBorder - border));
            if (size <= width && ((size + 1) / 2 <= height || border == 1))
                return [.. Lines(modules, StandardBorder - border, size)];
        }

        return [];
    }

    // The package's own image has either the whole border or none, and without one the code is unreadable on a dark console.
    private static List<BitArray>? Modules(string text)
    {
        try
        {
            using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
            return data.ModuleMatrix;
        }
        catch (DataTooLongException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Lines(List<BitArray> modules, int first, int size)
    {
        for (var row = first; row < first + size; row += 2)
        {
            yield return string.Create(size, (modules, first, row, Last: first + size - 1), static (line, at) =>
            {
                for (var column = 0; column < line.Length; column++)
                {
                    var upper = !at.modules[at.row][at.first + column];
                    var lower = at.row < at.Last && !at.modules[at.row + 1][at.first + column];
                    line[column] = (upper, lower) switch { (true, true) => '█', (true, false) => '▀', (false, true) => '▄', _ => ' ' };
                }
            });
        }
    }
}
