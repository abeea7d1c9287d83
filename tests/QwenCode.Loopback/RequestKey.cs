namespace QwenCode.Loopback;

/// <summary>The key of a request.</summary>
internal static class RequestKey
{
    private const string Scheme = "Bearer ";

    /// <summary>The token of <c>Authorization: Bearer</c>, or null.</summary>
    public static string? Bearer(Exchange exchange)
    {
        var header = exchange.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : null;
    }

    /// <summary>The key where the dress has it; null if there is none.</summary>
    public static string? Find(Exchange exchange, Dress dress)
    {
        var key = Bearer(exchange) ?? (dress == Dress.AzureOpenAI ? exchange.Request.Headers["api-key"].ToString() : null);
        return string.IsNullOrEmpty(key) ? null : key;
    }
}
