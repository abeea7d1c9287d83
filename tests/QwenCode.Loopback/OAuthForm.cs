using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace QwenCode.Loopback;

/// <summary>A form body whose fields are each present once.</summary>
internal sealed class OAuthForm
{
    private const string FormType = "application/x-www-form-urlencoded";
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    private OAuthForm()
    {
    }

    /// <summary>A field's value, or an empty string.</summary>
    public string this[string name] => _fields.GetValueOrDefault(name, string.Empty);

    /// <summary>Reads the form body, or returns what is wrong with it.</summary>
    public static bool TryRead(HttpRequest request, string body, out OAuthForm form, out string problem)
    {
        form = new OAuthForm();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase))
        {
            problem = $"Content-Type must be {FormType}";
            return false;
        }

        using var reader = new FormReader(body);
        foreach (var (name, values) in reader.ReadForm())
        {
            if (values.Count != 1)
            {
                problem = $"{name} is repeated";
                return false;
            }

            form._fields[name] = values.ToString();
        }

        problem = string.Empty;
        return true;
    }

    /// <summary>The first of these fields that is missing or empty.</summary>
    public string? FirstMissing(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this[name].Length == 0)
                return name;
        }

        return null;
    }
}
