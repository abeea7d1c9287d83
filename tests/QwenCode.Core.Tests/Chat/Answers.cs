using System.Text;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Answers of a service and the facts around them, as a connector would bring them.</summary>
internal static class Answers
{
    public static readonly ServiceFailure Facts = new()
    {
        Endpoint = "https://h/v1/chat/completions", Model = "m", KeySource = "the test", Attempts = 1,
    };

    public static WireAnswer Of(int status, string body, string contentType = "application/json", params (string Name, string Value)[] headers) => new(
        status,
        contentType,
        Encoding.UTF8.GetBytes(body),
        name => headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);

    public static WireAnswer WithHeader(int status, string name, string value) => Of(status, "{}", "application/json", (name, value));
}
