using System.Text;
using QwenCode.Authentication;

namespace QwenCode.Chat;

/// <summary>Takes a key out of what a service sent back: some echo it in their error messages.</summary>
internal static class SecretRedaction
{
    /// <summary>The answer without the key in its headers and its body; the body is the same memory where it does not hold it.</summary>
    public static WireAnswer Apply(WireAnswer answer, Secret? key) => key is null ? answer : answer with
    {
        Body = RedactBody(answer.Body, key),
        Header = name => answer.Header(name) is { } value ? key.Redact(value) : null,
    };

    private static ReadOnlyMemory<byte> RedactBody(ReadOnlyMemory<byte> body, Secret key)
    {
        var bytes = Encoding.UTF8.GetBytes(key.Reveal());
        return bytes.Length == 0 || body.Span.IndexOf(bytes) < 0
            ? body
            : Encoding.UTF8.GetBytes(key.Redact(Encoding.UTF8.GetString(body.Span)));
    }
}
