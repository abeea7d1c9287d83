using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>The batches in a folder, a folder for each. It accesses the disk, so it runs off the pipeline thread.</summary>
/// <param name="folder">The folder, absolute; it need not exist.</param>
internal sealed class BatchStore(string folder)
{
    /// <summary>The batches of the current user.</summary>
    /// <exception cref="QwenException">The account has no folder for it (<c>BatchFileUnwritable</c>).</exception>
    public static BatchStore OfUser() => new(DataFolder.Path is { } data ? Path.Join(data, "batches") : throw QwenErrors.NoBatchFolder());

    /// <summary>The folder of a batch, which need not exist.</summary>
    /// <exception cref="QwenException">It cannot be the name of a batch (<c>InvalidParameter</c>).</exception>
    public BatchFolder Of(string name) => SavedName.ReasonAgainst(name) is { } reason
        ? throw QwenErrors.InvalidBatchName(name, reason)
        : new BatchFolder(Path.Join(folder, name));

    /// <summary>The folder of the batch of a name in any case, which need not exist.</summary>
    /// <exception cref="QwenException">It cannot be the name of a batch, or is that of several in other case (<c>InvalidParameter</c>), or the folder cannot be read.</exception>
    public BatchFolder Find(string name)
    {
        var named = Of(name);
        return NameLookup.Matches(Names(), name) switch
        {
            [] => named,
            [var found] => Of(found),
            var several => throw QwenErrors.SeveralBatches(name, string.Join(", ", several)),
        };
    }

    /// <summary>Locks a name in any case while a batch gets it.</summary>
    /// <exception cref="QwenException">Another command has locked it (<c>BatchInUse</c>), or the lock cannot be written (<c>BatchFileUnwritable</c>).</exception>
    public TemporaryLock LockName(string name)
    {
        try
        {
            PrivateFile.CreateFolder(folder);
            return TemporaryLock.TryTake(NameLookup.LockOf(folder, name)) ?? throw QwenErrors.BatchInUse(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.BatchFileUnwritable(folder, FileFailure.ReasonOf(exception), exception);
        }
    }

    /// <summary>A name made of the time and the beginning of the id, which no other batch has.</summary>
    public static string NameOf(DateTimeOffset localTime, string id) => $"{SavedName.Of(localTime)}-{id[..4]}";

    /// <summary>The ledgers of the batches that a name selects.</summary>
    /// <exception cref="QwenException">The folder cannot be read (<c>BatchFileInvalid</c>).</exception>
    public BatchList Ledgers(string name) => Ledgers(NameLookup.Matches(Names(), name).Contains);

    /// <summary>The ledgers of the batches.</summary>
    /// <param name="isWanted">Whether a name is wanted.</param>
    /// <exception cref="QwenException">The folder cannot be read (<c>BatchFileInvalid</c>).</exception>
    public BatchList Ledgers(Predicate<string> isWanted)
    {
        var (ledgers, failures) = (new List<BatchLedger>(), new List<(string, QwenException)>());
        foreach (var batch in List().Where(batch => isWanted(batch.Name)))
        {
            try
            {
                ledgers.Add(batch.Read());
            }
            catch (QwenException exception)
            {
                failures.Add((batch.Name, exception));
            }
        }

        return new BatchList([.. ledgers.OrderByDescending(ledger => ledger.CreatedAt).ThenBy(ledger => ledger.Name, StringComparer.Ordinal)], failures);
    }

    private List<string> Names() => [.. List().Select(batch => batch.Name)];

    /// <summary>The folders of all batches.</summary>
    /// <exception cref="QwenException">The folder cannot be read (<c>BatchFileInvalid</c>).</exception>
    public IReadOnlyList<BatchFolder> List()
    {
        try
        {
            return [.. FolderContent.Folders(folder).Select(path => new BatchFolder(path)).Where(batch => batch.MayExist && SavedName.ReasonAgainst(batch.Name) is null)];
        }
        catch (UnusableFileException exception)
        {
            throw QwenErrors.BatchUnreadable(folder, exception.Message);
        }
    }
}
