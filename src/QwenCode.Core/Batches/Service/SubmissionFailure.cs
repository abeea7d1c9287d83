using QwenCode.Errors;
using QwenCode.Http;

namespace QwenCode.Batches;

/// <summary>What a status means in response to the upload of a file of requests or the creation of a job. For a chat request it means something else.</summary>
internal static class SubmissionFailure
{
    /// <summary>The error; <see langword="null"/> if it is that of any request.</summary>
    /// <param name="exception">The error of any request.</param>
    /// <param name="call">The request.</param>
    /// <param name="fileId">The uploaded file that it names; <see langword="null"/> for the upload.</param>
    public static QwenRequestException? Of(QwenRequestException exception, ServiceCall call, string? fileId)
    {
        var facts = call.Facts with { Status = exception.StatusCode, Detail = exception.Said, RequestId = exception.RequestId };
        return exception.StatusCode switch
        {
            413 => QwenErrors.BatchUploadTooLarge(facts),
            404 when fileId is not null && exception.Said.Contains(fileId, StringComparison.Ordinal) => QwenErrors.BatchUploadGone(facts),
            404 or 405 when fileId is null || exception.Id == ErrorId.InvalidRequest => QwenErrors.BatchesNotAvailable(facts, call.Endpoint.ShownUrl.AbsoluteUri),
            _ => null,
        };
    }
}
