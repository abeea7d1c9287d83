using QwenCode.Chat;
using QwenCode.Commands;
using QwenCode.Errors;

namespace QwenCode.Batches;

/// <summary>A batch that is being started at a service.</summary>
/// <param name="command">The command that starts it.</param>
/// <param name="access">The service.</param>
/// <param name="ledger">What is known of it.</param>
/// <param name="body">Writes the bodies; <see langword="null"/> if each request is added with its body.</param>
internal sealed class ServiceBatch(QwenCommand command, BatchAccess access, BatchLedger ledger, RequestBody? body) : BatchSink
{
    private BatchFolder _folder = BatchStore.OfUser().Of(ledger.Name);
    private BatchStart? _start;
    private bool _isContinued;

    /// <inheritdoc/>
    public override string Description => $"'{ledger.Name}' for {ledger.Model} at {ledger.Account.BaseUrl}";

    /// <summary>A new batch.</summary>
    /// <param name="command">The command that starts it.</param>
    /// <param name="access">The service.</param>
    /// <param name="request">The first request.</param>
    /// <param name="name">Its name; <see langword="null"/> for one made of the time.</param>
    /// <param name="window">The time that the service may take.</param>
    /// <exception cref="QwenException">The provider has no batches, or a parameter cannot be used.</exception>
    public static ServiceBatch Create(QwenCommand command, BatchAccess access, ChatRequest request, string? name, string window)
    {
        access.EnsureAllows(window);
        var body = RequestBody.Of(request, access.Endpoint);
        var model = access.Endpoint.ShownModel(body.Model);
        return new ServiceBatch(command, access, access.NewLedger(name, window, model, access.Rules.EndpointOf(body.Model), request.Schema?.GetRawText()), body);
    }

    /// <summary>Continues a batch whose input was read to its end, but that was not handed over completely.</summary>
    /// <exception cref="QwenException">There is no such batch, or its input is needed again.</exception>
    public static ServiceBatch Continue(QwenCommand command, BatchAccess access, string name)
    {
        var store = BatchStore.OfUser();
        var folder = command.OffThread(() => store.Find(name));
        if (!folder.Exists)
            throw QwenErrors.NoBatchInput();
        var earlier = command.OffThread(folder.Read);
        access.EnsureOwns(earlier);
        if (earlier.IsStarted)
            throw QwenErrors.BatchExists(folder.Name);
        if (!earlier.IsSealed)
            throw QwenErrors.BatchIncomplete(folder.Name);
        return new ServiceBatch(command, access, earlier, null) { _isContinued = true };
    }

    /// <inheritdoc/>
    public override void Open()
    {
        _start = command.OffThread(() => BatchStart.Begin(BatchStore.OfUser(), ledger, access.Service, command.Pump.Token));
        _folder = _start.Folder;
        if (_isContinued)
            _start.Continue();
    }

    /// <inheritdoc/>
    public override void Add(ChatRequest request, ReadOnlyMemory<byte> input) => Add(new BatchInput(body!.Write(request), input));

    /// <summary>Adds a request with its body.</summary>
    /// <exception cref="QwenException">It is too large (<c>InvalidInput</c>), or cannot be written.</exception>
    public void Add(BatchInput input)
    {
        _start!.EnsureFits(input);
        var adding = _start.AddAsync(input);
        if (!adding.IsCompletedSuccessfully)
            Explained(() => command.Pump.Wait(command.Pump.StartHere(_ => Completion(adding))));
    }

    /// <inheritdoc/>
    public override QwenException TooLarge(string limit) => QwenErrors.BatchLineTooLarge(access.Rules.LargestLine);

    /// <inheritdoc/>
    public override object Finish()
    {
        if (_start!.Count == 0 && !_isContinued)
            throw QwenErrors.NoBatchInput();
        command.WriteVerbose($"Wrote {(_start.Count == 1 ? "1 request" : $"{_start.Count} requests")}. Submitting the batch '{_folder.Name}' to {ledger.Account.BaseUrl}.");
        return QwenBatch.Of(Explained(() => command.Await(access.Options.Activity!, _start.FinishAsync)), _folder.Path);
    }

    private T Explained<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (QwenException exception) when (_start!.IsKept && exception.Id is not (ErrorId.BatchExists or ErrorId.BatchFileInvalid))
        {
            throw exception.With($"The requests are kept: the same command with -Name '{_folder.Name}' continues, and Remove-QwenBatch '{_folder.Name}' removes them.");
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _start?.Dispose();

    private static async Task<bool> Completion(ValueTask task)
    {
        await task.ConfigureAwait(false);
        return true;
    }
}
