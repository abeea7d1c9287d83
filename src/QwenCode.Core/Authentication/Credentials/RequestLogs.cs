using System.Collections.Concurrent;

namespace QwenCode.Authentication;

/// <summary>The requests of a session, counted for each provider. Safe for use by several threads.</summary>
internal sealed class RequestLogs(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, RequestLog> _logs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The count of a provider's requests.</summary>
    /// <param name="provider">The provider's name.</param>
    public RequestLog Of(string provider) => _logs.GetOrAdd(provider, static (_, time) => new RequestLog(time), time);
}
