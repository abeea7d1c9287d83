using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Commands;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Loading;

namespace QwenCode.Batches;

/// <summary>The batches of the account in effect.</summary>
internal sealed class BatchAccess
{
    private const int IdLength = 12;

    private readonly QwenCommand _command;

    /// <summary>Prepares the access; no request is sent.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">What its requests use.</param>
    /// <param name="options">How they are carried out.</param>
    /// <param name="trace">Shows the bodies of requests and responses; <see langword="null"/> if they are not shown.</param>
    /// <exception cref="QwenException">Nothing usable is configured.</exception>
    public BatchAccess(QwenCommand command, AuthContext context, CallOptions options, Action<string>? trace)
    {
        _command = command;
        Endpoint = context.EnsureUsable();
        Options = options.Over(Endpoint.Config);
        Options.Activity?.Begin("Batch request", Endpoint.Url.Host, "response");
        Service = new BatchService(ConnectorLoader.RequestLoop(trace), Endpoint, Options, TimeProvider.System);
        Account = command.Await(token => BatchAccount.OfAsync(Endpoint, token));
    }

    /// <summary>The endpoint.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>What its batches allow.</summary>
    /// <exception cref="QwenException">The provider has no batches (<c>BatchesUnsupported</c>).</exception>
    public BatchRules Rules => Endpoint.Provider.Batches ?? throw QwenErrors.BatchesUnsupported(Endpoint.Provider.Name);

    /// <summary>How requests are carried out.</summary>
    public CallOptions Options { get; }

    /// <summary>The service.</summary>
    public BatchService Service { get; }

    /// <summary>The account.</summary>
    public BatchAccount Account { get; }

    /// <summary>The results of a batch, in the order of its inputs.</summary>
    /// <exception cref="QwenException">No credential is available.</exception>
    public BatchResults ResultsOf(BatchFolder folder, BatchLedger ledger)
    {
        var source = new ResultSource(ledger.Account.BaseUrl, ledger.Provider, ledger.Model, ledger.Name)
        {
            Credential = _command.Await(token => Endpoint.Credential.GetAsync(token).AsTask()),
            CredentialSource = Endpoint.CredentialSource,
        };
        return new BatchResults(folder, ledger, source, Service.Time);
    }

    /// <summary>Rejects a completion window.</summary>
    /// <exception cref="QwenException">The provider does not allow it (<c>InvalidParameter</c>).</exception>
    public void EnsureAllows(string window)
    {
        if (!Rules.Allows(window))
            throw QwenErrors.InvalidCompletionWindow(window, Endpoint.Provider.Name, Rules.Windows);
    }

    /// <summary>Rejects a batch of another account.</summary>
    /// <exception cref="QwenException">It is another's (<c>BatchOfOtherAccount</c>).</exception>
    public void EnsureOwns(BatchLedger ledger)
    {
        if (ledger.Account != Account)
            throw QwenErrors.BatchOfOtherAccount(ledger.Name, ledger.Account.BaseUrl, ledger.Account.KeyHash, Account.BaseUrl, Account.KeyHash);
    }

    /// <summary>The ledger of a new batch.</summary>
    public BatchLedger NewLedger(string? name, string window, string model, string endpoint, string? schema)
    {
        var (id, now) = (Guid.NewGuid().ToString("N")[..IdLength], Service.Time.GetUtcNow());
        return new BatchLedger
        {
            Id = id,
            Name = name ?? BatchStore.NameOf(now.ToLocalTime(), id),
            Provider = Endpoint.Provider.Name,
            Account = Account,
            Model = model,
            Endpoint = endpoint,
            CompletionWindow = window,
            CreatedAt = now,
            Schema = schema,
        };
    }
}
