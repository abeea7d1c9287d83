using System.Text;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Configuration;

/// <summary>Describes the position of an error in JSON text, with an editor's line and column numbers.</summary>
internal static class JsonPosition
{
    /// <summary>Line and column of the error, both from 1; nothing of the text is quoted.</summary>
    public static string Describe(string text, JsonException exception)
    {
        var line = (int)(exception.LineNumber ?? 0);
        var start = 0;
        for (var passed = 0; passed < line; passed++)
            start = text.IndexOf('\n', start) + 1;
        var end = text.IndexOf('\n', start);
        var utf8 = Encoding.UTF8.GetBytes(text[start..(end < 0 ? text.Length : end)]);
        var column = Encoding.UTF8.GetCharCount(utf8, 0, (int)Math.Min(exception.BytePositionInLine ?? 0, utf8.Length));
        return $"line {line + 1}, column {column + 1} {(JsonDepth.IsExceeded(Encoding.UTF8.GetBytes(text)) ? JsonDepth.Reason : "is not valid JSON")}";
    }
}
