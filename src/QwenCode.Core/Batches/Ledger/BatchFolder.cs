using System.Globalization;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>The folder of a batch: the ledger, and the requests, inputs and results of each job. Only the current user can read it.</summary>
/// <param name="path">The folder.</param>
internal sealed class BatchFolder(string path)
{
    // It has the schema, which can be as large as a request.
    private const int LargestLedger = 64 * 1024 * 1024;
    private const string LedgerFileName = "batch.json";
    private const string LockFileName = "batch.lock";
    private const string ReceiptFileName = "receipt.lock";

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>The name of the batch.</summary>
    public string Name => System.IO.Path.GetFileName(path);

    /// <summary>The path of the ledger.</summary>
    public string LedgerPath => System.IO.Path.Join(path, LedgerFileName);

    /// <summary>Whether there is a ledger.</summary>
    public bool Exists => File.Exists(LedgerPath);

    /// <summary>Whether there is a ledger, or the system does not say whether there is one.</summary>
    public bool MayExist
    {
        get
        {
            try
            {
                return Exists || FileFacts.Of(LedgerPath).Kind != FileKind.Directory;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
            catch (UnusableFileException)
            {
                return true;
            }
        }
    }

    /// <summary>The requests of a job, as they are sent.</summary>
    public string Requests(int job) => Of(job, "requests");

    /// <summary>The inputs of a job, as they were piped.</summary>
    public string Inputs(int job) => Of(job, "inputs");

    /// <summary>The results of a job, as the service sent them.</summary>
    public string Output(int job) => Of(job, "output");

    /// <summary>The failed lines of a job, as the service sent them.</summary>
    public string Errors(int job) => Of(job, "errors");

    /// <summary>The ledger.</summary>
    /// <exception cref="QwenException">There is none (<c>BatchNotFound</c>), or it cannot be used (<c>BatchFileInvalid</c>).</exception>
    public BatchLedger Read()
    {
        try
        {
            var content = FileReader.Read(LedgerPath, LargestLedger) ?? throw QwenErrors.NoSuchBatch(Name);
            return LedgerJson.Read(content.Bytes) with { Name = Name };
        }
        catch (UnusableFileException exception) when (exception.IsOfSystem)
        {
            throw QwenErrors.BatchUnreadable(LedgerPath, exception.Message);
        }
        catch (Exception exception) when (exception is UnusableFileException or FormatException)
        {
            throw QwenErrors.BatchFileInvalid(LedgerPath, exception.Message);
        }
    }

    /// <summary>Replaces the ledger; it is on the disk when this returns.</summary>
    /// <exception cref="QwenException">It cannot be written (<c>BatchFileUnwritable</c>).</exception>
    public void Write(BatchLedger ledger)
    {
        try
        {
            AtomicFile.Write(LedgerPath, LedgerJson.Write(ledger).Span);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(LedgerPath, exception);
        }
    }

    /// <summary>Locks the batch, so that no other command changes it.</summary>
    /// <exception cref="QwenException">Another command has locked it (<c>BatchInUse</c>), or the lock cannot be written (<c>BatchFileUnwritable</c>).</exception>
    public FileStream Lock()
    {
        try
        {
            PrivateFile.CreateFolder(path);
            return LockFile.TryOpen(System.IO.Path.Join(path, LockFileName)) ?? throw QwenErrors.BatchInUse(Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    /// <summary>Takes the receipt of the results, so that only one of several commands that receive all ended batches returns them; <see langword="null"/> if another command has it.</summary>
    /// <exception cref="QwenException">It cannot be taken (<c>BatchFileUnwritable</c>).</exception>
    public FileStream? TakeReceipt()
    {
        try
        {
            return LockFile.TryOpen(System.IO.Path.Join(path, ReceiptFileName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    /// <summary>Removes the unfinished files of starts that were killed. Only while the batch is locked, and before it is started.</summary>
    /// <exception cref="QwenException">The folder cannot be read (<c>BatchFileUnwritable</c>).</exception>
    public void RemoveLeftovers()
    {
        try
        {
            foreach (var file in Directory.EnumerateFiles(path, $"*{AtomicFile.TemporaryMark}*"))
                PrivateFile.TryDelete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    private static QwenException Unwritable(string path, Exception exception) =>
        QwenErrors.BatchFileUnwritable(path, FileFailure.ReasonOf(exception), exception);

    private string Of(int job, string kind) => System.IO.Path.Join(path, string.Create(CultureInfo.InvariantCulture, $"{job}.{kind}.jsonl"));
}
