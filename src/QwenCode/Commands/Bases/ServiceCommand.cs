using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;
using QwenCode.Http;

namespace QwenCode.Commands;

/// <summary>The parameters of all requests to a service: the context, and retries.</summary>
public abstract class ServiceCommand : QwenCommand
{
    private protected ServiceCommand()
    {
    }

    /// <summary>Maximum number of retries after a transient failure. Defaults to 3.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0, 20)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>Seconds before the first retry. Defaults to 1; the interval doubles with each further retry up to 30 seconds, a longer one stays as it is, and the service's <c>Retry-After</c> takes precedence.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(1, 3600)]
    public int RetryIntervalSec { get; set; } = (int)RetryRule.DefaultInterval.TotalSeconds;

    /// <summary>A context from <c>Get-QwenAuth</c> or <c>Connect-Qwen</c> to use instead of the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AuthContextCompleter))]
    [AuthContextTransformation]
    [ValidateNotNull]
    public AuthContext? AuthContext { get; set; }

    /// <summary>How requests are carried out.</summary>
    /// <param name="timeoutSec">The time limit in seconds, if the user specified one.</param>
    private protected CallOptions ServiceOptions(int? timeoutSec = null) => CallOptions(timeoutSec, MaximumRetryCount) with { RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec) };
}
