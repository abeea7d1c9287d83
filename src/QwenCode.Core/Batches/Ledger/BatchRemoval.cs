using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>Removes a batch from this machine and its files from the service.</summary>
internal static class BatchRemoval
{
    /// <summary>Deletes the files of a batch at the service.</summary>
    /// <exception cref="QwenException">A request failed.</exception>
    public static async Task DeleteFilesAsync(BatchLedger ledger, BatchService service, CancellationToken cancellationToken)
    {
        foreach (var id in ledger.Jobs.SelectMany(entry => new[] { entry.FileId, entry.Job?.OutputFileId, entry.Job?.ErrorFileId }).OfType<string>())
            await service.DeleteFileAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the folder. A file that cannot be deleted stays; without the ledger the folder is not a batch.</summary>
    public static void DeleteFolder(BatchFolder folder)
    {
        PrivateFile.TryDelete(folder.LedgerPath);
        try
        {
            Directory.Delete(folder.Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
