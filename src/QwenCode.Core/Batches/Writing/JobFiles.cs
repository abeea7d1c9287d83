using System.Buffers;

namespace QwenCode.Batches;

/// <summary>The files of a job while they are written.</summary>
internal sealed class JobFiles : IDisposable
{
    private readonly BatchFolder _folder;
    private readonly LineFile _requests;
    private readonly LineFile _inputs;

    /// <summary>Creates them.</summary>
    /// <exception cref="IOException">They cannot be created.</exception>
    public JobFiles(BatchFolder folder, int number)
    {
        (_folder, Number) = (folder, number);
        _requests = LineFile.Create(folder.Requests(number));
        try
        {
            _inputs = LineFile.Create(folder.Inputs(number));
        }
        catch
        {
            _requests.Dispose();
            throw;
        }
    }

    /// <summary>The number of the job.</summary>
    public int Number { get; }

    /// <summary>Number of requests so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Number of bytes of the requests so far.</summary>
    public long Length => _requests.Length;

    /// <summary>Whether <see cref="FlushAsync"/> is due.</summary>
    public bool IsFull => _requests.IsFull || _inputs.IsFull;

    /// <summary>Adds a request.</summary>
    public void Add(RequestLine line, long number, BatchInput input)
    {
        line.Write(_requests.Buffer, number, input.Body.Span);
        _inputs.Buffer.Write(input.Input.Span);
        _inputs.Buffer.Write("\n"u8);
        Lines++;
    }

    /// <summary>Begins to write what is in memory to the files.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task FlushAsync()
    {
        await _requests.FlushAsync().ConfigureAwait(false);
        await _inputs.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Writes the rest to the disk, and returns the entry of the job.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task<JobEntry> CompleteAsync()
    {
        await _inputs.CompleteAsync().ConfigureAwait(false);
        return new JobEntry(Number, Lines, await _requests.CompleteAsync().ConfigureAwait(false));
    }

    /// <summary>Gives the complete files their names.</summary>
    /// <exception cref="IOException">They cannot be renamed.</exception>
    public void Keep()
    {
        _inputs.MoveTo(_folder.Inputs(Number), overwrite: true);
        _requests.MoveTo(_folder.Requests(Number), overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _requests.Dispose();
        _inputs.Dispose();
    }
}
