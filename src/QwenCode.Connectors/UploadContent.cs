using System.ClientModel;
using System.Net.Http.Headers;
using System.Text;
using QwenCode.Http;

namespace QwenCode.Connectors;

/// <summary>A file as the body of a request, read while it is sent.</summary>
internal sealed class UploadContent : BinaryContent
{
    private readonly MultipartFormDataContent _parts;

    /// <summary>Opens the file.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public UploadContent(FileUpload upload)
    {
        // Some servers take the quotes that .NET puts around the boundary for a part of it.
        var boundary = $"qwencode-{Guid.NewGuid():N}";
        _parts = new MultipartFormDataContent(boundary);
        Add(new ByteArrayContent(Encoding.UTF8.GetBytes(upload.Purpose)), new ContentDispositionHeaderValue("form-data") { Name = "\"purpose\"" });
        var file = new FileStream(upload.Path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        var content = new StreamContent(file, 256 * 1024);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        Add(content, new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = $"\"{upload.Name}\"" });
        ContentType = $"multipart/form-data; boundary={boundary}";
    }

    /// <summary>The media type with the boundary of the parts.</summary>
    public string ContentType { get; }

    /// <inheritdoc/>
    public override bool TryComputeLength(out long length)
    {
        length = _parts.Headers.ContentLength ?? 0;
        return _parts.Headers.ContentLength is not null;
    }

    /// <inheritdoc/>
    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) => _parts.CopyToAsync(stream, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the sender only works asynchronously.</exception>
    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The sender only works asynchronously.");

    /// <inheritdoc/>
    public override void Dispose() => _parts.Dispose();

    private void Add(HttpContent part, ContentDispositionHeaderValue disposition)
    {
        part.Headers.ContentDisposition = disposition;
        _parts.Add(part);
    }
}
