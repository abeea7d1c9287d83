namespace QwenCode.Loopback;

/// <summary>Answers <c>batches</c>.</summary>
internal sealed class BatchJobApi(LoopbackOptions options, BatchAuthority authority)
{
    private const int MaximumPage = 100;

    private readonly BatchRunner _runner = new(options, authority);
    private readonly BatchJobJson _json = new(authority.Rules);

    public BatchResponse Create(Exchange exchange, string owner)
    {
        if (BatchRequestBody.Read(exchange.Record.Body, authority.Rules, out var request) is { } error)
            return BatchResponse.Of(error);
        if (CheckInput(request.InputFileId, owner) is { } unusable)
            return BatchResponse.Of(unusable);

        var now = options.TimeProvider.GetUtcNow();
        return Show(authority.Add(number => new BatchJob(number)
        {
            Id = "batch_" + Guid.NewGuid().ToString("N"),
            InputFileId = request.InputFileId,
            Owner = owner,
            Endpoint = request.Endpoint,
            CompletionWindow = request.CompletionWindow,
            Metadata = request.Metadata,
            CreatedAt = now,
            ExpiresAt = now + request.Window,
            OutputLifetime = request.OutputLifetime,
            Script = authority.Script,
        }));
    }

    public BatchResponse Show(string id, string owner)
    {
        if (authority.FindJob(id, owner) is not { } job)
            return BatchResponse.NoJob(id);
        lock (job.Gate)
        {
            _runner.Poll(job);
            return Show(job);
        }
    }

    public BatchResponse Cancel(string id, string owner)
    {
        if (authority.FindJob(id, owner) is not { } job)
            return BatchResponse.NoJob(id);
        lock (job.Gate)
        {
            if (BatchStatus.IsFinal(job.Status))
                return BatchResponse.Of(ChatValidation.Invalid($"A batch with the status '{job.Status}' cannot be cancelled."));
            _runner.Cancel(job);
            return Show(job);
        }
    }

    public BatchResponse List(Exchange exchange, string owner)
    {
        var query = exchange.Request.Query;
        if (BatchFilter.Read(query, options, authority.Rules, out var filter) is { } error)
            return BatchResponse.Of(error);
        var jobs = authority.Jobs.Where(job => job.Owner == owner && filter.Accepts(job)).Reverse();
        return BatchPage.Write(query, [.. jobs], MaximumPage, job => job.Id, (json, job) =>
        {
            lock (job.Gate)
                _json.Members(json, job);
        });
    }

    private BatchResponse Show(BatchJob job) => BatchResponse.Of(_json.Write(job));

    private ApiError? CheckInput(string id, string owner)
    {
        if (authority.Store.Find(id, owner) is not { } file)
            return ChatValidation.Invalid($"Invalid 'input_file_id': there is no file '{id}'.", "invalid_value", "input_file_id");
        if (file.Purpose != BatchFileStore.InputPurpose)
            return ChatValidation.Invalid($"Invalid 'input_file_id': the purpose of the file '{id}' is '{file.Purpose}', not 'batch'.", "invalid_value", "input_file_id");
        return file.IsPending
            ? ChatValidation.Invalid($"Invalid 'input_file_id': the file '{id}' has the status 'pending'. Wait until it is 'processed'.", "invalid_value", "input_file_id")
            : null;
    }
}
