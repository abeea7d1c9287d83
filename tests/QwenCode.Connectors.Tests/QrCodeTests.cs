using QRCoder;

namespace QwenCode.Connectors.Tests;

/// <summary>The QR code as a camera sees it: light characters on a dark ground.</summary>
public sealed class QrCodeTests
{
    private const string Page = "https://chat.qwen.ai/authorize?user_code=ABCDEFGH&client=qwen-code";
    private const int Modules = 33;

    [Theory]
    [InlineData(200, 100, 4)]
    [InlineData(41, 21, 4)]
    [InlineData(40, 21, 3)]
    [InlineData(80, 19, 2)]
    [InlineData(35, 100, 1)]
    [InlineData(80, 5, 1)]
    public void The_border_is_as_wide_as_fits(int width, int height, int border)
    {
        var lines = new QrCode().Draw(Page, width, height);

        var size = Modules + (2 * border);
        lines.ShouldAllBe(line => line.Length == size);
        lines.Count.ShouldBe((size + 1) / 2);
        using var data = QRCodeGenerator.GenerateQrCode(Page, QRCodeGenerator.ECCLevel.L);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
                IsLight(lines, row, column).ShouldBe(!data.ModuleMatrix[row + 4 - border][column + 4 - border]);
        }
    }

    [Theory]
    [InlineData(34, 66)]
    [InlineData(500, 4000)]
    public void A_code_that_does_not_fit_and_a_text_that_is_too_long_are_not_drawn(int width, int length) =>
        new QrCode().Draw(Page.PadRight(length, 'x'), width, 100).ShouldBeEmpty();

    private static bool IsLight(IReadOnlyList<string> lines, int row, int column) => lines[row / 2][column] switch
    {
        '█' => true,
        '▀' => row % 2 == 0,
        '▄' => row % 2 == 1,
        _ => false,
    };
}
