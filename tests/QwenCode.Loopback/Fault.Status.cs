using System.Globalization;
using System.Text;

namespace QwenCode.Loopback;

/// <content>Errors by HTTP status.</content>
public sealed partial record Fault
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>401 as to a wrong key.</summary>
    public static Fault InvalidApiKey { get; } = OfError(nameof(InvalidApiKey), ErrorKind.InvalidApiKey);

    /// <summary>403 for want of permission.</summary>
    public static Fault Forbidden { get; } = OfError(nameof(Forbidden), ErrorKind.Forbidden);

    /// <summary>404 with the name of the requested model (ModelScope: 400).</summary>
    public static Fault ModelNotFound { get; } = OfError(nameof(ModelNotFound), ErrorKind.ModelNotFound);

    /// <summary>400 about <c>temperature</c>.</summary>
    public static Fault BadRequest { get; } = OfError(nameof(BadRequest), ErrorKind.BadRequest);

    /// <summary>400, the prompt is longer than the model's context.</summary>
    public static Fault ContextTooLong { get; } = OfError(nameof(ContextTooLong), ErrorKind.ContextTooLong);

    /// <summary>400 (OpenRouter: 403), the input was rejected by moderation.</summary>
    public static Fault ContentBlocked { get; } = OfError(nameof(ContentBlocked), ErrorKind.ContentBlocked);

    /// <summary>413.</summary>
    public static Fault PayloadTooLarge { get; } = OfError(nameof(PayloadTooLarge), ErrorKind.PayloadTooLarge);

    /// <summary>The quota is exhausted: 429 <c>insufficient_quota</c>, DashScope 403 <c>AllocationQuota.FreeTierOnly</c>, OpenRouter 402.</summary>
    public static Fault QuotaExceeded { get; } = OfError(nameof(QuotaExceeded), ErrorKind.QuotaExceeded);

    /// <summary>500.</summary>
    public static Fault ServerError { get; } = OfError(nameof(ServerError), ErrorKind.ServerError);

    /// <summary>503.</summary>
    public static Fault Unavailable { get; } = OfError(nameof(Unavailable), ErrorKind.Unavailable);

    /// <summary>502 with a gateway's HTML page.</summary>
    public static Fault BadGateway { get; } = new(nameof(BadGateway), FaultKind.Status)
    {
        StatusCode = 502,
        ContentType = Html,
        Content = Utf8("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"),
    };

    /// <summary>Any status. Without a body, an error in the dress's shape whose message is the status' reason;
    /// an empty string sends no body.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body's text.</param>
    /// <param name="contentType">Default <c>application/json</c>.</param>
    /// <param name="headers">More response headers.</param>
    public static Fault Status(int status, string? body = null, string? contentType = null, IReadOnlyDictionary<string, string>? headers = null) =>
        new($"{nameof(Status)} {status}", FaultKind.Status)
        {
            StatusCode = status,
            Content = body is null ? (ReadOnlyMemory<byte>?)null : Utf8(body),
            ContentType = contentType,
            Headers = headers,
        };

    /// <summary>429, too many requests.</summary>
    /// <param name="retryAfter">Sent as <c>Retry-After</c> in whole seconds, rounded up.</param>
    /// <param name="retryAfterMs">Sent as <c>retry-after-ms</c>.</param>
    public static Fault RateLimited(TimeSpan? retryAfter = null, int? retryAfterMs = null)
    {
        var headers = new Dictionary<string, string>();
        if (retryAfter is { } pause)
            headers["Retry-After"] = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (retryAfterMs is { } milliseconds)
            headers["retry-after-ms"] = milliseconds.ToString(CultureInfo.InvariantCulture);
        return OfError(nameof(RateLimited), ErrorKind.RateLimited) with { Headers = headers };
    }

    /// <summary>429 whose <c>Retry-After</c> is an HTTP date.</summary>
    /// <param name="retryAt">The date, sent in whole seconds.</param>
    /// <param name="now">The server's clock, its <c>Date</c>.</param>
    public static Fault RateLimitedUntil(DateTimeOffset retryAt, DateTimeOffset now) => OfError(nameof(RateLimitedUntil), ErrorKind.RateLimited) with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = HttpDate(retryAt), ["Date"] = HttpDate(now) },
    };

    private static string HttpDate(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    private static Fault OfError(string name, ErrorKind kind) => new(name, FaultKind.Error) { Error = kind };

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
