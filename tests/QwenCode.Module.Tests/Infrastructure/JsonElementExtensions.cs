using System.Text.Json;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>Short words for reading JSON.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A member that is a string, or null.</summary>
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>A member that is an integer.</summary>
    public static int Number(this JsonElement json, string name) => json.GetProperty(name).GetInt32();

    /// <summary>A member that is a Boolean.</summary>
    public static bool Flag(this JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    /// <summary>A member that is a list of strings.</summary>
    public static string[] Texts(this JsonElement json, string name) => json.GetProperty(name).Texts();

    /// <summary>A list of strings.</summary>
    public static string[] Texts(this JsonElement json) => [.. json.EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>The elements of a member that is a list.</summary>
    public static JsonElement[] List(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray()];

    /// <summary>The body of a request.</summary>
    public static JsonElement Json(this RecordedRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return document.RootElement.Clone();
    }

    /// <summary>The messages of a chat request as <c>role: text</c>.</summary>
    public static string[] Messages(this RecordedRequest request) =>
        [.. request.Json().List("messages").Select(message => $"{message.Text("role")}: {message.Text("content")}")];

    /// <summary>The text of the last message of a chat request.</summary>
    public static string Prompt(this RecordedRequest request) => request.Json().List("messages")[^1].Text("content");

    /// <summary>The key that came with a request.</summary>
    public static string Key(this RecordedRequest request) => request.Headers["Authorization"]["Bearer ".Length..];
}
