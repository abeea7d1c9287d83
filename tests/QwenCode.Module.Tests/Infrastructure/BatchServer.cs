namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>A server with batches, and PowerShell in an environment that is configured for it.</summary>
internal sealed class BatchServer : IAsyncDisposable
{
    private BatchServer(LoopbackServer server, PwshRun pwsh)
    {
        Server = server;
        Pwsh = pwsh;
    }

    /// <summary>The server.</summary>
    public LoopbackServer Server { get; }

    /// <summary>Its batches.</summary>
    public BatchAuthority Batches => Server.Batches;

    /// <summary>PowerShell.</summary>
    public PwshRun Pwsh { get; }

    /// <summary>The requests of one kind that arrived.</summary>
    public IReadOnlyList<RecordedRequest> Of(string method, string path) =>
        [.. Server.Requests.Where(request => request.Method == method && request.Path.EndsWith(path, StringComparison.Ordinal))];

    /// <summary>Starts a server whose jobs end before the first look.</summary>
    /// <param name="rules">The rules; OpenAI's by default.</param>
    /// <param name="dress">The service to resemble.</param>
    public static async Task<BatchServer> StartAsync(BatchRules? rules = null, Dress dress = Dress.OpenAI)
    {
        var server = await LoopbackServer.StartAsync(new LoopbackOptions { Batches = rules ?? BatchRules.OpenAI, Dress = dress });
        server.Batches.Script = new BatchScript { Statuses = [] };
        var pwsh = new PwshRun().WithServer(server);
        return new BatchServer(server, pwsh);
    }

    /// <summary>The folder of a batch.</summary>
    public string FolderOf(string name) => Path.Join(Pwsh.Home, ".local", "share", "QwenCode", "batches", name);

    /// <summary>The text of all files that the module keeps for batches.</summary>
    public string KeptText() => string.Concat(Directory.EnumerateFiles(FolderOf(""), "*", SearchOption.AllDirectories).Select(File.ReadAllText));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Pwsh.Dispose();
        await Server.DisposeAsync();
    }
}
