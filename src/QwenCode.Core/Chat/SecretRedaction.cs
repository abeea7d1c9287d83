using System.Text;
using QwenCode.Authentication;

namespace QwenCode.Chat;

/// <summary>Takes a key out of what a service sent back: some echo it in their error messages.</summary>
internal static class SecretRedaction
{
    /// <summary>The body without the key; the same memory where it does not hold it.</summary>
    public static ReadOnlyMemory<byte> Apply(WireAnswer answer, Secret? key)
    {
        if (key is null)
            return answer.Body;
        var bytes = Encoding.UTF8.GetBytes(key.Reveal());
        return bytes.Length == 0 || answer.Body.Span.IndexOf(bytes) < 0
            ? answer.Body
            : Encoding.UTF8.GetBytes(key.Redact(Encoding.UTF8.GetString(answer.Body.Span)));
    }
}
