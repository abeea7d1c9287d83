using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Errors;

/// <summary>Turns network failures into the module's errors.</summary>
internal static class NetworkFailures
{
    private const int MostCharacters = 300;

    /// <summary>The error for a connection that failed, or for a body that cannot be read.</summary>
    public static QwenRequestException FromException(ServiceFailure facts, Exception exception)
    {
        var cause = exception is AggregateException { InnerException: { } inner } ? inner : exception;
        var f = facts with { Cause = Shown(exception) };
        switch (cause)
        {
            case ResponseTooLargeException { Limit: var limit }:
                return QwenErrors.AnswerTooLarge(f, "a response", limit);
            case InvalidDataException:
                return QwenErrors.ProtocolViolation(f with { Detail = "its compressed body is corrupt" });
            case not (HttpRequestException or IOException or OperationCanceledException):
                return QwenErrors.UnexpectedFailure(f with { Cause = Names(exception, facts.Sent()) ? null : f.Cause }, cause);
        }

        for (var e = cause; e is not null; e = e.InnerException)
        {
            if (IsWithoutTls(e))
                return QwenErrors.TlsNotSpoken(f);
            if (e is CertificateException rejected)
                return QwenErrors.CertificateRejected(f with { Detail = rejected.Message }, rejected.Next($"Correct {f.EndpointSource}"));
            if (e is AuthenticationException)
                return e.InnerException is null ? QwenErrors.TlsFailed(f with { Detail = Summary(e) }) : QwenErrors.TlsHandshakeFailed(f with { Detail = Handshake(e) });
            if (ViolationOf(e) is { } violation)
                return QwenErrors.ProtocolViolation(f with { Detail = violation });
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: HttpStatusCode.ProxyAuthenticationRequired } && f.Proxy is not null)
                return QwenErrors.ProxyLoginRequired(f);
            if (Known(e) is { } reason)
                return QwenErrors.ConnectionFailed(f with { Detail = IsClosedInHandshake(e) && f.Proxy is null ? $"{reason}; if it does not speak TLS, http:// may be intended" : reason });
        }

        return cause is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            or IOException
            ? QwenErrors.IncompleteAnswer(f with { Detail = ClosedEarly(f, cause) })
            : QwenErrors.ConnectionFailed(f with { Detail = Summary(cause) });
    }

    /// <summary>Why a connection failed, in the module's words if it has some for it, without a full stop.</summary>
    public static string ReasonOf(Exception exception)
    {
        var last = exception;
        for (var e = exception; e is not null; last = e, e = e.InnerException)
        {
            if (Known(e) is { } reason)
                return reason;
            if (e is AuthenticationException)
                return e.InnerException is null ? Summary(e) : Handshake(e);
        }

        return Summary(last);
    }

    /// <summary>The words for a connection that was closed too early, without a full stop.</summary>
    public static string ClosedEarly(ServiceFailure facts, Exception exception)
    {
        const string Words = "the connection was closed before the whole response arrived";

        // With a status it is the body that is incomplete.
        return exception is HttpRequestException && facts is { Status: null, Proxy: null } && facts.Endpoint.StartsWith("http://", StringComparison.Ordinal)
            ? $"{Words}; if the server speaks TLS there, https:// may be intended"
            : Words;
    }

    /// <summary>What is wrong with a response that .NET rejects; <see langword="null"/> if the exception is about something else.</summary>
    public static string? ViolationOf(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => "its response is not valid HTTP",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the headers of its response are too large",
        _ => null,
    };

    /// <summary>
    /// The exception as the cause of one that is shown; <see langword="null"/> if its message names a proxy's URL with the password in it,
    /// or quotes control characters that were received.
    /// </summary>
    public static Exception? Shown(Exception exception) =>
        exception.ToString() is var text && !text.Any(IsForeignControl) && SecretMask.Text(text) == text ? exception : null;

    private static string? Known(Exception exception) => exception switch
    {
        // .NET 8 does not report the status.
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } proxy =>
            $"the proxy refused the tunnel{(proxy.StatusCode is { } status ? $" (HTTP {(int)status})" : "")}",
        _ when IsWithoutTls(exception) => "the server does not speak TLS",
        _ when IsClosedInHandshake(exception) => "the server closed the connection during the TLS handshake",
        TimeoutException => "the host does not respond",
        SocketException socket => Describe(socket),
        _ => null,
    };

    // .NET has no code for it, and its messages are not translated.
    private static bool IsWithoutTls(Exception exception) =>
        exception is AuthenticationException && exception.Message.Contains("corrupted frame", StringComparison.Ordinal);

    // The message of the exception itself only refers to the inner one, and OpenSSL's begins with codes.
    private static string Handshake(Exception exception) => $"the TLS handshake failed ({Summary(exception.GetBaseException()).Split("::")[^1]})";

    private static bool IsClosedInHandshake(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: IOException { InnerException: null } };

    private static bool Names(Exception exception, Secret? secret) =>
        secret is not null && exception.ToString() is var text && secret.Redact(text) != text;

    private static bool IsForeignControl(char character) => char.IsControl(character) && character is not ('\r' or '\n' or '\t');

    private static string Describe(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "no server is listening there (connection refused)",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name cannot be resolved",
        SocketError.ConnectionReset => "the connection was reset",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "the network is unreachable",
        SocketError.TimedOut => "the host does not respond",
        _ => Summary(exception),
    };

    // Some quote what was received: a status line, a header.
    private static string Summary(Exception exception) => SecretMask.Text(ForeignText.Shortened(exception.Message, MostCharacters)).TrimEnd('.');
}
