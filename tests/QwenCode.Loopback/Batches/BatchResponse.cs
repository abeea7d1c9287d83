namespace QwenCode.Loopback;

/// <summary>The answer to a request of the batch protocol, before a fault may change it: JSON, a file's bytes, or an error.</summary>
internal sealed record BatchResponse
{
    public ReadOnlyMemory<byte> Json { get; private init; }

    public BatchFile? File { get; private init; }

    public ApiError? Error { get; private init; }

    public static BatchResponse Of(byte[] json) => new() { Json = json };

    public static BatchResponse Of(BatchFile file) => new() { File = file };

    public static BatchResponse Of(ApiError error) => new() { Error = error };

    public static BatchResponse NoFile(string id) => Of(new ApiError(404, $"No such File object: {id}", "invalid_request_error", null, "id"));

    public static BatchResponse NoJob(string id) => Of(new ApiError(404, $"No batch found with id '{id}'.", "invalid_request_error", null, "id"));
}
