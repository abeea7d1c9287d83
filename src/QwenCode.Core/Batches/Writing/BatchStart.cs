using QwenCode.Catalogue;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>
/// Starts a batch: requests go to files, full files to the service while further requests are written, and once the input has ended a job is
/// created for each. Each step is in the ledger before it is taken, so that the same command continues an interrupted start.
/// </summary>
internal sealed class BatchStart : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly BatchFolder _folder;
    private readonly BatchService _service;
    private readonly BatchRules _rules;
    private readonly CancellationToken _cancellation;
    private readonly FileStream _lock;
    private readonly BatchLedger? _earlier;
    private readonly RequestLine _line;
    private JobFiles? _job;
    private Task _uploads = Task.CompletedTask;
    private BatchLedger _ledger;
    private int _sealed;
    private bool _isDisposed;
    private long _count;

    private BatchStart(BatchFolder folder, BatchLedger ledger, BatchRules rules, BatchService service, FileStream held, BatchLedger? earlier, CancellationToken cancellationToken)
    {
        (_folder, _ledger, _rules, _service, _lock, _earlier, _cancellation) = (folder, ledger, rules, service, held, earlier, cancellationToken);
        _line = new RequestLine(ledger.Endpoint);
    }

    /// <summary>The folder of the batch.</summary>
    public BatchFolder Folder => _folder;

    /// <summary>Number of requests so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Begins or continues a batch.</summary>
    /// <param name="store">The batches of this machine.</param>
    /// <param name="ledger">What is known of it; one of the same name in another case is the same batch.</param>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the uploads.</param>
    /// <exception cref="QwenException">The batch was already started, is in use or belongs to another account, or its files cannot be written.</exception>
    public static BatchStart Begin(BatchStore store, BatchLedger ledger, BatchService service, CancellationToken cancellationToken)
    {
        using var naming = store.LockName(ledger.Name);
        var folder = store.Find(ledger.Name);
        var held = folder.Lock();
        try
        {
            var earlier = folder.Exists ? folder.Read() : null;
            if (earlier?.IsStarted == true)
                throw QwenErrors.BatchExists(folder.Name);
            if (earlier is not null && earlier.Account != ledger.Account)
                throw QwenErrors.BatchOfOtherAccount(folder.Name, earlier.Account.BaseUrl, earlier.Account.KeyHash, ledger.Account.BaseUrl, ledger.Account.KeyHash);
            if (earlier is not null)
                ledger = ledger with { Id = earlier.Id, Name = folder.Name, CreatedAt = earlier.CreatedAt, Jobs = earlier.Jobs };
            folder.RemoveLeftovers();
            folder.Write(ledger);
            return new BatchStart(folder, ledger, service.Endpoint.Provider.Batches!, service, held, earlier, cancellationToken);
        }
        catch
        {
            held.Dispose();
            if (!folder.Exists)
                BatchRemoval.DeleteFolder(folder);
            throw;
        }
    }

    /// <summary>Continues a start whose input was read to its end, with the files on this machine.</summary>
    public void Continue()
    {
        foreach (var entry in _ledger.Jobs)
        {
            _sealed++;
            _uploads = UploadAsync(_uploads, entry);
        }
    }

    /// <summary>Rejects a request that is too large for a line.</summary>
    /// <exception cref="QwenException">It is too large (<c>InvalidInput</c>).</exception>
    public void EnsureFits(BatchInput input)
    {
        if (_line.LengthOf(input.Body) > _rules.LargestLine)
            throw QwenErrors.BatchLineTooLarge(_rules.LargestLine);
    }

    /// <summary>Adds a request. The next call must wait for the task, which is usually complete already.</summary>
    /// <exception cref="QwenException">A file cannot be written, or an upload has failed.</exception>
    public ValueTask AddAsync(BatchInput input)
    {
        if (_job is not { } job || !HasRoom(job, input) || _uploads.IsFaulted)
            return new ValueTask(AddToNextAsync(input));
        job.Add(_line, NextNumber(), input);
        return job.IsFull ? new ValueTask(WritingAsync(job.FlushAsync)) : default;
    }

    /// <summary>Ends the input, and creates the jobs.</summary>
    /// <exception cref="QwenException">A request failed, or a file cannot be written.</exception>
    public async Task<BatchLedger> FinishAsync(CancellationToken cancellationToken)
    {
        if (_job is not null)
            await SealAsync().ConfigureAwait(false);
        if (_ledger.Jobs.Skip(_sealed).Any(job => job.FileId is not null))
            throw QwenErrors.BatchOfOtherInput(_folder.Name);
        Update(ledger => ledger with { Jobs = [.. ledger.Jobs.Take(_sealed)], IsSealed = true });
        await _uploads.ConfigureAwait(false);
        foreach (var entry in _ledger.Jobs.Where(entry => entry.Job is null))
            await CreateAsync(entry, cancellationToken).ConfigureAwait(false);
        return _ledger;
    }

    /// <summary>Whether a part of the input is kept, so that the same command can continue.</summary>
    public bool IsKept => _sealed > 0 || _earlier is not null;

    /// <summary>Ends the start at any point. If nothing of the input is kept, the folder is deleted.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _job?.Dispose();
            _lock.Dispose();
            if (!IsKept)
                BatchRemoval.DeleteFolder(_folder);
        }

        // Touching the exception observes it.
        _ = _uploads.Exception;
    }

    private long NextNumber() => Interlocked.Increment(ref _count);

    private bool HasRoom(JobFiles job, BatchInput input) => job.Lines < _rules.MaximumLines && job.Length + _line.LengthOf(input.Body) <= _rules.MaximumFileBytes;

    private async Task AddToNextAsync(BatchInput input)
    {
        if (_uploads.IsFaulted)
            await _uploads.ConfigureAwait(false);
        if (_job is not null && !HasRoom(_job, input))
            await SealAsync().ConfigureAwait(false);
        await WritingAsync(() =>
        {
            _job ??= new JobFiles(_folder, _sealed + 1);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        _job!.Add(_line, NextNumber(), input);
    }

    private async Task SealAsync()
    {
        using var job = _job!;
        _job = null;
        await WritingAsync(async () =>
        {
            var entry = await job.CompleteAsync().ConfigureAwait(false);
            var known = _ledger.Jobs.FirstOrDefault(other => other.Number == entry.Number);
            if (known?.FileId is not null && known.Hash != entry.Hash)
                throw QwenErrors.BatchOfOtherInput(_folder.Name);
            if (known?.Hash == entry.Hash)
                entry = known;
            job.Keep();
            Update(ledger => ledger.With(entry));
            _sealed++;
            _uploads = UploadAsync(_uploads, entry);
        }).ConfigureAwait(false);
    }

    private async Task UploadAsync(Task before, JobEntry entry)
    {
        await before.ConfigureAwait(false);
        if (entry.FileId is not null)
            return;
        var id = await _service.UploadAsync(_folder.Requests(entry.Number), $"qwencode-{_ledger.Id}-{entry.Number}.jsonl", _cancellation).ConfigureAwait(false);
        Update(ledger => ledger.With(entry with { FileId = id }));
    }

    private async Task CreateAsync(JobEntry entry, CancellationToken cancellationToken)
    {
        if (_rules.ProcessesFiles)
            await AwaitFileAsync(entry.FileId!, cancellationToken).ConfigureAwait(false);
        var order = new BatchOrder(entry.FileId!, _ledger.Endpoint, _ledger.CompletionWindow, [(_rules.NameKey, _ledger.Name), (_rules.IdKey, $"{_ledger.Id}-{entry.Number}")]) { Model = _ledger.Model };
        var earlier = entry.CreatingAt;
        var intended = entry with { CreatingAt = earlier ?? _service.Time.GetUtcNow() };
        Update(ledger => ledger.With(intended));
        try
        {
            var job = await new JobCreation(_service, _rules).CreateAsync(order, earlier, cancellationToken).ConfigureAwait(false);
            Update(ledger => ledger.With(intended with { Job = job }));
        }
        catch (QwenRequestException exception) when (earlier is null && !BatchService.MayHaveSucceeded(exception))
        {
            // The service rejected the first request, so there is nothing to look for next time.
            Update(ledger => ledger.With(entry with { CreatingAt = null }));
            throw;
        }
    }

    private async Task AwaitFileAsync(string id, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause + pause > LongestPause ? LongestPause : pause + pause)
        {
            var status = await _service.GetFileStatusAsync(id, cancellationToken).ConfigureAwait(false);
            if (status is null or "processed")
                return;
            if (status is "error" or "deleted" or "deleting")
                throw QwenErrors.BatchFileRejected(_folder.Name, status);
            await Task.Delay(pause, _service.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WritingAsync(Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.BatchFileUnwritable(_folder.Path, FileFailure.ReasonOf(exception), exception);
        }
    }

    private void Update(Func<BatchLedger, BatchLedger> change)
    {
        lock (_gate)
        {
            // An upload can outlast the command, whose lock is released by then.
            if (_isDisposed)
                return;
            var changed = change(_ledger);
            _folder.Write(changed);
            _ledger = changed;
        }
    }
}
