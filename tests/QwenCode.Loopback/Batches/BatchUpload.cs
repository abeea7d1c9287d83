using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace QwenCode.Loopback;

/// <summary>Reads the form of <c>POST files</c>; the file goes straight to disk.</summary>
internal sealed class BatchUpload(LoopbackOptions options, BatchAuthority authority)
{
    private const int MaximumFieldLength = 1024;

    /// <summary>Whether the body is one that is not to be read into memory.</summary>
    public static bool IsUpload(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Value!.EndsWith("/files", StringComparison.Ordinal) && BoundaryOf(request) is not null;

    public async Task<BatchResponse> TakeAsync(Exchange exchange, string owner)
    {
        if (BoundaryOf(exchange.Request) is not { } boundary)
            return BatchResponse.Of(ChatValidation.Invalid("The request must be multipart/form-data with a boundary."));
        var path = authority.Store.NewPath();
        var form = new Form();
        try
        {
            var error = await ReadAsync(exchange, boundary, path, form) ?? form.FindMissing();
            exchange.Record.NoteUpload(form.Length);
            return error is null ? Keep(form, path, owner) : Reject(path, error);
        }
        catch (IOException failure) when (!exchange.Aborted.IsCancellationRequested)
        {
            return Reject(path, ChatValidation.Invalid($"The multipart body is malformed: {failure.Message}"));
        }
    }

    private static BatchResponse Reject(string path, ApiError error)
    {
        File.Delete(path);
        return BatchResponse.Of(error);
    }

    private BatchResponse Keep(Form form, string path, string owner)
    {
        var file = new BatchFile(path)
        {
            Id = authority.Rules.InputIdPrefix + Guid.NewGuid().ToString("N"),
            Name = form.FileName!,
            Purpose = BatchFileStore.InputPurpose,
            Owner = owner,
            Length = form.Length,
            CreatedAt = options.TimeProvider.GetUtcNow(),
            PendingPolls = authority.Rules.PendingFilePolls,
        };
        authority.Store.Add(file);
        return BatchResponse.Of(BatchFileJson.Write(file, file.IsPending));
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary ? boundary.ToString() : null;

    private async Task<ApiError?> ReadAsync(Exchange exchange, string boundary, string path, Form form)
    {
        var reader = new MultipartReader(boundary, exchange.Request.Body);
        while (await reader.ReadNextSectionAsync(exchange.Aborted) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part) || part.DispositionType != "form-data")
                return ChatValidation.Invalid("A part of the form has no Content-Disposition: form-data.");
            var name = HeaderUtilities.RemoveQuotes(part.Name).ToString();
            var error = name switch
            {
                "purpose" => await ReadPurposeAsync(section, form),
                "file" => await ReadFileAsync(exchange, section, part, path, form),
                _ => ChatValidation.Invalid($"Unknown parameter: '{name}'.", "unknown_parameter", name),
            };
            if (error is not null)
                return error;
        }

        return null;
    }

    private static async Task<ApiError?> ReadPurposeAsync(MultipartSection section, Form form)
    {
        if (form.HasPurpose)
            return ChatValidation.Invalid("Duplicate parameter: 'purpose'.", "duplicate_parameter", "purpose");
        form.HasPurpose = true;
        using var text = new StreamReader(section.Body);
        var buffer = new char[MaximumFieldLength];
        var purpose = new string(buffer, 0, await text.ReadBlockAsync(buffer));
        return purpose == BatchFileStore.InputPurpose
            ? null
            : ChatValidation.Invalid($"Invalid value: '{purpose}'. Supported values are: 'batch'.", "invalid_value", "purpose");
    }

    private async Task<ApiError?> ReadFileAsync(Exchange exchange, MultipartSection section, ContentDispositionHeaderValue part, string path, Form form)
    {
        if (form.FileName is not null)
            return ChatValidation.Invalid("Duplicate parameter: 'file'.", "duplicate_parameter", "file");
        form.FileName = HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).ToString();
        if (form.FileName.Length == 0)
            return ChatValidation.Invalid("Invalid 'file': the part has no file name.", "invalid_value", "file");
        if (!form.FileName.EndsWith(".jsonl", StringComparison.Ordinal))
            return ChatValidation.Invalid($"Invalid file format: '{form.FileName}' does not end in .jsonl.", "invalid_value", "file");

        await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await section.Body.ReadAsync(buffer, exchange.Aborted)) > 0)
        {
            form.Length += read;
            if (form.Length > authority.Rules.MaximumFileBytes)
                return new(authority.Rules.LargeFileStatus, $"The file is larger than the maximum of {authority.Rules.MaximumFileBytes} bytes.", "invalid_request_error", "file_too_large", "file");
            await target.WriteAsync(buffer.AsMemory(0, read), exchange.Aborted);
        }

        return null;
    }

    private sealed class Form
    {
        public bool HasPurpose { get; set; }

        public string? FileName { get; set; }

        public long Length { get; set; }

        public ApiError? FindMissing() => !HasPurpose ? JsonCheck.Missing("purpose") : FileName is null ? JsonCheck.Missing("file") : null;
    }
}
