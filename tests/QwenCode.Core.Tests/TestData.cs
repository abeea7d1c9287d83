using System.Text.Json;

namespace QwenCode.Core.Tests;

/// <summary>The recorded cases beside the test assembly.</summary>
internal static class TestData
{
    public static JsonElement Read(string fileName)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "Data", fileName)));
        return document.RootElement.Clone();
    }
}
