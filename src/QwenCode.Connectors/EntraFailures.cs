using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Microsoft.Identity.Client;
using QwenCode.Entra;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Connectors;

/// <summary>Converts MSAL's exceptions to the module's errors, with Microsoft's AADSTS code and what to do.</summary>
internal static class EntraFailures
{
    private const int MaximumCharacters = 500;

    // What authenticates a process to the managed identity endpoint of its machine. The library reads them from the process itself.
    private static readonly string[] HeaderVariables = ["IDENTITY_HEADER", "MSI_SECRET"];

    /// <summary>Runs a step of a sign-in.</summary>
    /// <exception cref="QwenException">It failed.</exception>
    public static async Task<T> GuardAsync<T>(EntraOptions options, Func<Task<T>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (MsalException exception)
        {
            throw From(exception, options);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            // MSAL does not catch what it cannot read: the page of a proxy, a time that no clock reaches.
            throw QwenErrors.EntraViolation("its response does not have the format of one with a token.");
        }
        catch (Exception exception) when (options.CacheFolder is not null && IsOfFile(exception))
        {
            throw QwenErrors.EntraCacheUnwritable(options.CacheFolder, FileFailure.ReasonOf(exception), options.UnprotectedTokenCache, exception);
        }
        catch (Exception exception) when (exception is not (QwenException or OperationCanceledException))
        {
            throw QwenErrors.UnexpectedFailure(exception);
        }
    }

    private static bool IsOfFile(Exception exception) =>
        exception is UnauthorizedAccessException or (IOException and not HttpIOException and { InnerException: not SocketException });

    private static QwenException From(MsalException exception, EntraOptions options)
    {
        if (Find<HttpRequestException>(exception) is { } network)
            return Unreachable(network);
        if (exception.ErrorCode == MsalError.RequestTimeout)
            return QwenErrors.EntraTimedOut(exception);
        if (exception is MsalServiceException { StatusCode: (429 or >= 500) and var status })
            return QwenErrors.EntraFailed(status, FirstLine(exception.Message, options));
        var code = Code(exception.Message) ?? Shorten(exception.ErrorCode);
        return exception.ErrorCode switch
        {
            "authorization_declined" or "access_denied" or MsalError.AuthenticationCanceledError => QwenErrors.EntraDeclined(code),
            MsalError.CodeExpired or "expired_token" => QwenErrors.EntraExpired(code),
            MsalError.LinuxXdgOpen or MsalError.PlatformNotSupported => QwenErrors.EntraBrowserUnavailable(),
            MsalError.ManagedIdentityUnreachableNetwork or MsalError.ManagedIdentityAllSourcesUnavailable =>
                QwenErrors.EntraUnavailable("this machine has no managed identity endpoint.", exception),
            _ => QwenErrors.EntraRejected(code, FirstLine(exception.Message, options), Next(code, options)),
        };
    }

    private static string Next(string code, EntraOptions options) => code switch
    {
        "AADSTS7000215" or "AADSTS7000222" => "Specify a valid secret of the application (its value, not its ID): -ClientSecret",
        "AADSTS700016" => $"Check -ClientId: the application {options.ClientId} does not exist in the tenant {options.TenantId}.",
        "AADSTS90002" or "AADSTS900023" => $"Check -TenantId: there is no tenant '{options.TenantId}'.",
        "AADSTS65001" => "Have an administrator consent to the application, or specify the -ClientId of an app registration of your own.",
        "AADSTS700024" => "Correct the clock of this machine: by Microsoft's clock the signature of the request is not valid yet, or no longer.",
        "AADSTS700027" => "Register this certificate with the application, or specify the one that is registered.",
        "AADSTS70011" or "AADSTS500011" => $"Check -Scope: '{options.Scope}' is unknown; newer resources use https://ai.azure.com/.default",
        _ when options.Flow == EntraFlow.ManagedIdentity =>
            "Check that this machine has the managed identity, -ManagedIdentityClientId and -Scope, and that the identity has the Cognitive Services OpenAI User role on the resource.",
        _ => "Check -TenantId, -ClientId and -Scope, and that the account has the Cognitive Services OpenAI User role on the resource.",
    };

    private static QwenException Unreachable(HttpRequestException exception)
    {
        if (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            return QwenErrors.EntraViolation("the response is too large.");
        if (Find<CertificateException>(exception) is { } rejected)
            return QwenErrors.EntraCertificateRejected(rejected.Message, rejected.Next("Correct the proxy settings"), exception);
        var reason = $"{NetworkFailures.ReasonOf(exception)}.";
        return Find<AuthenticationException>(exception) is null ? QwenErrors.EntraUnavailable(reason, exception) : QwenErrors.EntraTlsFailed(reason, exception);
    }

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
                return found;
        }

        return null;
    }

    private static string FirstLine(string message, EntraOptions options)
    {
        var line = message.Split('\n')[0].Trim();
        var trace = line.IndexOf(" Trace ID:", StringComparison.Ordinal);
        return Sentence(trace < 0 ? line : line[..trace], options);
    }

    // Before it is shortened, so that no part of a secret remains.
    private static string Sentence(string text, EntraOptions options)
    {
        foreach (var secret in Sent(options))
            text = secret?.Redact(text) ?? text;
        return $"{Shorten(text).TrimEnd('.')}.";
    }

    private static IEnumerable<Secret?> Sent(EntraOptions options) =>
        [options.ClientSecret, .. HeaderVariables.Select(name => Environment.GetEnvironmentVariable(name) is { } header ? new Secret(header) : null)];

    private static string Shorten(string text) => ForeignText.Shortened(text, MaximumCharacters);

    private static string? Code(string message)
    {
        const string Prefix = "AADSTS";
        var start = message.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var end = start + Prefix.Length;
        while (end < message.Length && char.IsAsciiDigit(message[end]))
            end++;
        return end > start + Prefix.Length ? message[start..end] : null;
    }
}
