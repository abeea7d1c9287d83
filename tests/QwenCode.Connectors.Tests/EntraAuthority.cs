using System.Globalization;
using System.Net.Sockets;
using System.Net;
using System.Text.Json;
using System.Text;
using System.Web;
using Microsoft.Identity.Client;

namespace QwenCode.Connectors.Tests;

/// <summary>Microsoft Entra ID behind MSAL's own HTTP hook: the endpoints of MSAL, with responses that a test sets.</summary>
internal sealed class EntraAuthority : HttpMessageHandler, IMsalHttpClientFactory
{
    private readonly HttpClient _client;
    private int _issued;

    public EntraAuthority() => _client = new HttpClient(this, disposeHandler: false);

    /// <summary>The form bodies posted to the token endpoint.</summary>
    public List<IReadOnlyDictionary<string, string>> TokenRequests { get; } = [];

    /// <summary>The queries to the managed identity endpoint.</summary>
    public List<string> ManagedIdentityRequests { get; } = [];

    /// <summary>A body that the endpoints return instead of their own.</summary>
    public byte[]? Raw { get; set; }

    /// <summary>The status of <see cref="Raw"/>.</summary>
    public HttpStatusCode RawStatus { get; set; } = HttpStatusCode.OK;

    /// <summary>The page that a device code is typed at.</summary>
    public string VerificationUri { get; set; } = "https://microsoft.com/devicelogin";

    /// <summary>The answers of the token endpoint, in order: an error's name, a status, <c>timeout</c>, or <c>ok</c>. None left means <c>ok</c>.</summary>
    public Queue<string> Answers { get; } = new();

    /// <summary>How long a token lives, in seconds.</summary>
    public int Lifetime { get; set; } = 3600;

    /// <summary>Whether the network fails.</summary>
    public bool IsUnreachable
    {
        get => Failure is not null;
        set => Failure = value ? new HttpRequestException(HttpRequestError.NameResolutionError, "Name or service not known (login.microsoftonline.com:443)", new SocketException((int)SocketError.HostNotFound)) : null;
    }

    /// <summary>What .NET throws instead of a response.</summary>
    public HttpRequestException? Failure { get; set; }

    public HttpClient GetHttpClient() => _client;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Failure is not null)
            throw Failure;
        if (Raw is not null)
            return new HttpResponseMessage(RawStatus) { Content = new ByteArrayContent(Raw) { Headers = { { "Content-Type", "application/json" } } } };
        var path = request.RequestUri!.AbsolutePath;
        if (path.EndsWith("/token", StringComparison.Ordinal) && request.Method == HttpMethod.Post)
            return Token(await FormAsync(request, cancellationToken));
        if (path.EndsWith("/devicecode", StringComparison.Ordinal))
            return Json(HttpStatusCode.OK, $$"""{"user_code":"ABCD-1234","device_code":"device-canary","verification_uri":"{{VerificationUri}}","expires_in":900,"interval":1,"message":"go"}""");
        if (path.EndsWith("/metadata/identity/oauth2/token", StringComparison.Ordinal))
        {
            ManagedIdentityRequests.Add(request.RequestUri.Query);
            return Json(HttpStatusCode.OK, $$"""{"access_token":"managed-{{++_issued}}","expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}","resource":"r","token_type":"Bearer","client_id":"c"}""");
        }

        return Json(HttpStatusCode.NotFound, "{}");
    }

    private HttpResponseMessage Token(IReadOnlyDictionary<string, string> form)
    {
        TokenRequests.Add(form);
        var answer = Answers.TryDequeue(out var next) ? next : "ok";
        if (answer == "timeout")
            throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout.");
        if (int.TryParse(answer, CultureInfo.InvariantCulture, out var status))
            return Json((HttpStatusCode)status, "{}");
        if (answer != "ok")
        {
            var (error, description) = answer.Split('|') is [var e, var d] ? (e, d) : (answer, $"AADSTS70000: {answer}");
            return Json(HttpStatusCode.BadRequest, JsonSerializer.Serialize(new { error, error_description = description }));
        }

        var token = $"entra-token-{++_issued}";
        if (form["grant_type"] == "client_credentials")
            return Json(HttpStatusCode.OK, JsonSerializer.Serialize(new { token_type = "Bearer", expires_in = Lifetime, access_token = token }));
        return Json(HttpStatusCode.OK, JsonSerializer.Serialize(new
        {
            token_type = "Bearer",
            scope = "https://cognitiveservices.azure.com/.default",
            expires_in = Lifetime,
            access_token = token,
            refresh_token = "refresh-canary",
            id_token = IdToken(),
            client_info = Base64Url("""{"uid":"user","utid":"tenant"}"""),
        }));
    }

    private static string IdToken() =>
        $"{Base64Url("""{"alg":"none"}""")}.{Base64Url("""{"oid":"user","tid":"tenant","preferred_username":"ada@example.com","iss":"https://login.microsoftonline.com/tenant/v2.0"}""")}.";

    private static string Base64Url(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static async Task<IReadOnlyDictionary<string, string>> FormAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = HttpUtility.ParseQueryString(await request.Content!.ReadAsStringAsync(cancellationToken));
        return form.AllKeys.ToDictionary(k => k!, k => form[k]!);
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
}
