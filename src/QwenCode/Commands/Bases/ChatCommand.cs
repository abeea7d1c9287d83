using System.Management.Automation;
using System.Text.Json;
using QwenCode.ArgumentCompletion;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Http;

namespace QwenCode.Commands;

/// <summary>The parameters of a request that is answered while the command runs: time limits and fallback models.</summary>
public abstract class ChatCommand : RequestCommand
{
    private protected ChatCommand()
    {
    }

    /// <summary>Models to fall back to, in order, if the model is overloaded, rate limited or unknown; an empty list for none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotBlank(AllowsEmptyList = true)]
    public string[] FallbackModel { get; set; } = [];

    /// <summary>Maximum number of seconds for all attempts of a request together. Defaults to 600; 0 sets no limit.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = (int)Http.CallOptions.DefaultTimeout.TotalSeconds;

    /// <summary>Maximum number of seconds between two chunks of a stream. Defaults to 120; 0 sets no limit.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int IdleTimeoutSec { get; set; } = (int)Http.CallOptions.DefaultIdleTimeout.TotalSeconds;

    /// <inheritdoc/>
    private protected override ChatRequest Request(Conversation conversation, JsonElement? schema)
    {
        foreach (var model in FallbackModel)
            ModelName.Ensure(model, $"parameter -{nameof(FallbackModel)}");
        return base.Request(conversation, schema) with { FallbackModels = MyInvocation.BoundParameters.ContainsKey(nameof(FallbackModel)) ? FallbackModel : null };
    }

    /// <summary>The options of the request.</summary>
    private protected CallOptions Options() => ServiceOptions(Specified(nameof(TimeoutSec), TimeoutSec)) with
    {
        IdleTimeout = Http.CallOptions.LimitOf(Specified(nameof(IdleTimeoutSec), IdleTimeoutSec)),
    };

    // Otherwise the provider's default applies.
    private int? Specified(string parameter, int value) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value : null;
}
