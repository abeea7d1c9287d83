namespace QwenCode.Batches;

/// <summary>A line of a file of results that is not the result of a request.</summary>
/// <param name="Path">The file.</param>
/// <param name="Number">The number of the line, from 1.</param>
/// <param name="IsReadable">Whether it is a JSON object, so that only its request is unknown.</param>
internal sealed record UnusableLine(string Path, long Number, bool IsReadable)
{
    /// <summary>Why it is not a result, as a clause.</summary>
    public string Reason => IsReadable ? "the batch has no request with its custom_id" : "it is not a JSON object";
}
