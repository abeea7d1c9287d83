using QwenCode.Showing;

namespace QwenCode.Errors;

/// <content>Errors of batches.</content>
internal static partial class QwenErrors
{
    private const string ListBatches = "Run Get-QwenBatch to list the batches of this machine.";

    public static QwenException NoSuchBatch(string name) => new(
        ErrorId.BatchNotFound,
        $"There is no batch '{name}' on this machine.",
        ListBatches);

    public static QwenException InvalidBatchName(string name, string why) => InvalidParameter(
        $"A batch cannot be named '{name}': {why}.",
        "Specify a name of letters, digits, spaces and the characters - _ . that begins and ends with a letter or digit.");

    public static QwenException SeveralBatches(string name, string found) => InvalidParameter(
        $"There are several batches whose names differ from '{name}' in case only: {found}.",
        "Specify one of them exactly as it is written.");

    public static QwenException NoBatchInput() => new(
        ErrorId.NoInput,
        "No input could be used, so nothing was started or written.",
        "Pipe at least one item to the command, and check what the command before the pipe returns: Get-Content prompts.txt | Start-QwenBatch");

    public static QwenException BatchExists(string name) => new(
        ErrorId.BatchExists,
        $"The batch '{name}' was already started. Nothing was sent.",
        $"Wait for it with Wait-QwenBatch '{name}', or specify another -Name.");

    public static QwenException BatchOfOtherInput(string name) => new(
        ErrorId.BatchExists,
        $"The batch '{name}' was started with other input or options, and a part of it was already uploaded.",
        $"Run the command with the same input and options, specify another -Name, or remove the batch: Remove-QwenBatch '{name}'");

    public static QwenException BatchInUse(string name) => new(
        ErrorId.BatchInUse,
        $"The batch '{name}' is in use by another command.",
        "Wait until that command has ended, and run this one again.");

    public static QwenException BatchOfOtherAccount(string name, string url, string hash, string otherUrl, string otherHash) => new(
        ErrorId.BatchOfOtherAccount,
        $"The batch '{name}' belongs to the account {hash} at {url}, and the account in effect is {otherHash} at {otherUrl}. A service shows a batch only to the account that started it.",
        $"Switch to the key that the batch was started with (Set-QwenAuth, Connect-Qwen or -AuthContext). Remove-QwenBatch '{name}' -Force removes the batch from this machine alone.");

    public static QwenException BatchesUnsupported(string provider) => new(
        ErrorId.BatchesUnsupported,
        $"The provider {provider} has no batches.",
        "Send the requests at once: Invoke-QwenChat -PerItem -ThrottleLimit 32 -Checkpoint run.jsonl. Or write the requests for another engine with -OutFile, or use DashScope's Batch Chat at half the price: Set-QwenAuth -Provider DashScopeBatch");

    public static QwenRequestException BatchesNotAvailable(ServiceFailure f, string url) => f.Because(
        ErrorId.BatchesUnsupported,
        $"{url} has no batches (HTTP {f.Status}{f.Said}).",
        "Send the requests at once: Invoke-QwenChat -PerItem -ThrottleLimit 32 -Checkpoint run.jsonl. Or write them for another engine with Start-QwenBatch -OutFile. If the service has batches, check the base URL (Get-QwenAuth shows its source).");

    public static QwenException NoBatchesAt(string provider) => new(
        ErrorId.BatchesUnsupported,
        $"The provider in effect, {provider}, has no batches.",
        "Switch to the one that the batches were started with: Set-QwenAuth -Provider <name>. Get-QwenBatch * lists the batches of this machine.");

    public static QwenException InvalidCompletionWindow(string window, string provider, string allowed) => InvalidParameter(
        $"-CompletionWindow '{window}' is not supported by the provider {provider}.",
        $"Specify {allowed}.");

    public static QwenException BatchLineTooLarge(int most) => InputNotSent(
        $"its request is larger than a line of a batch can be ({HumanText.Size(most)})",
        SendLess);

    public static QwenException BatchNotHandedOver(string name) => new(
        ErrorId.BatchNotFinished,
        $"The batch '{name}' was not started completely: the command that started it was interrupted or failed, or is in progress. All requests are on this machine.",
        $"Continue it: Start-QwenBatch -Name '{name}'. Or remove it: Remove-QwenBatch '{name}'");

    public static QwenException BatchIncomplete(string name) => new(
        ErrorId.BatchNotFinished,
        $"The batch '{name}' was not started completely: the command that started it was interrupted, or is in progress.",
        $"Run the same command with the same input and -Name '{name}' to continue it, or remove it: Remove-QwenBatch '{name}'");

    public static QwenException BatchNotFinished(string name, string state, string done) => new(
        ErrorId.BatchNotFinished,
        $"The batch '{name}' has not ended ({state}, {done}).",
        $"Wait for it: Wait-QwenBatch '{name}'");

    /// <summary>The warning of a batch whose state cannot be requested now.</summary>
    /// <param name="name">The name of the batch.</param>
    /// <param name="failure">Why the request failed, as a sentence.</param>
    public static string BatchStateUnknown(string name, string failure) =>
        $"The state of the batch '{name}' is unknown: {failure} The batch continues, and its state is requested again.";

    /// <summary>The error of a wait at its time limit.</summary>
    /// <param name="name">The name of the batch.</param>
    /// <param name="limit">The time limit in seconds.</param>
    /// <param name="status">The last status; empty if the service has reported none.</param>
    /// <param name="failure">Why the last request for the state failed, as a sentence; <see langword="null"/> if it did not.</param>
    /// <param name="attempt">Why the last attempt of a request in progress failed, in a word or two; <see langword="null"/> if none did.</param>
    /// <param name="cause">The exception of the last request.</param>
    public static QwenException BatchWaitTimedOut(string name, int limit, string status, string? failure, string? attempt, Exception? cause = null)
    {
        var why = failure is not null ? $" The last request for its state failed: {failure}"
            : attempt is not null ? $" The last request for its state failed ({attempt}), and was to be sent again."
            : status.Length == 0 ? " The service did not respond to the request for its state."
            : "";
        return new(
            ErrorId.RequestTimedOut,
            $"The batch '{name}' did not end within {Seconds(limit)}{(status.Length == 0 ? "" : $" (status at the service: {status})")}. It continues.{why}",
            "Run the command again, or allow more time with -TimeoutSec.",
            cause);
    }

    public static QwenException BatchJobFailed(string name, string job, int lines, string why) => new(
        ErrorId.BatchFailed,
        $"The service rejected the job {job} of the batch '{name}' with its {(lines == 1 ? "request" : $"{lines} requests")}{(why.Length == 0 ? "" : $": {why}")}.",
        $"Correct the cause and start a new batch, or send the requests again: Start-QwenBatch -Retry '{name}'");

    public static QwenException BatchFileRejected(string name, string status) => new(
        ErrorId.BatchFailed,
        $"The service did not accept the file of requests of the batch '{name}' (status {status}).",
        $"Remove the batch, and start it again: Remove-QwenBatch '{name}'");

    public static QwenRequestException TransferStalled(ServiceFailure f, TimeSpan limit) => f.Because(
        ErrorId.RequestTimedOut,
        $"{f.Endpoint} sent nothing for {Seconds(limit.TotalSeconds)} in the middle of a file. Nothing of it was kept.",
        "Run the command again.");

    public static QwenException BatchRequestNotRun(string? name, string why) => new(
        ErrorId.BatchRequestNotRun,
        $"The service did not carry out the request: {why}.",
        SendAgain(name));

    public static QwenException BatchResultMissing(string? name) => new(
        ErrorId.BatchRequestNotRun,
        "No line of the results can be used for the request: the service did not carry it out, or its line cannot be used.",
        SendAgain(name));

    /// <summary>The recommended action for a request of a batch that can be sent again as it is.</summary>
    /// <param name="name">The name of the batch; <see langword="null"/> for a file of results.</param>
    public static string SendAgain(string? name) => name is null ? "Send the request again." : $"Send all failed requests again: Start-QwenBatch -Retry '{name}'";

    public static QwenException NothingToRetry(string name) => new(
        ErrorId.NoInput,
        $"No request of the batch '{name}' has failed.",
        $"Receive its answers: Receive-QwenBatch '{name}'");

    public static QwenException BatchGone(string url) => new(
        ErrorId.BatchFailed,
        $"The service has no batch at {url}: it was deleted or has expired, or the key is for another project.",
        "Check the key. Remove-QwenBatch <name> -Force removes the batch from this machine.");

    public static QwenException BatchFileGone(string url) => new(
        ErrorId.BatchFailed,
        $"The service no longer has the results at {url}: they were deleted, or have expired.",
        "Start the batch again; the requests are on this machine (Get-QwenBatch shows the path).");

    public static QwenException BatchFileInvalid(string path, string reason) => new(
        ErrorId.BatchFileInvalid,
        $"{path} cannot be used: {reason}. It was not changed.",
        "Restore it from a backup, or remove the batch from this machine: Remove-QwenBatch <name> -Force");

    public static QwenException BatchUnreadable(string path, string reason) => new(
        ErrorId.BatchFileInvalid,
        $"{path} cannot be read: {reason}.",
        CheckPermissions);

    public static QwenException ResultsUnreadable(string file, string reason) => new(
        ErrorId.BatchFileInvalid,
        $"The service sent a file of results ({file}) that cannot be used: {reason}. It was not kept.",
        "Receive again later. If the error remains, download it from the service's page and read it with Receive-QwenBatch -Path, or remove the batch and start it again.");

    /// <summary>The error of a line that is not the result of a request.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">The number of the line, from 1.</param>
    /// <param name="reason">Why, as a clause.</param>
    /// <param name="name">The name of the batch; <see langword="null"/> for a file of results.</param>
    /// <param name="isComplete">Whether each request has an answer in spite of it.</param>
    public static QwenException ResultLineUnusable(string path, long number, string reason, string? name, bool isComplete) => new(
        ErrorId.BatchFileInvalid,
        $"Line {number} of {path} cannot be used: {reason}. The other lines were read.",
        isComplete ? "Nothing has to be sent again: each request has an answer." : SendAgain(name));

    public static QwenException ResultsInvalid(string path, string reason, string? next = null) => new(
        ErrorId.BatchFileInvalid,
        $"{path} cannot be read as results of a batch: {reason}.",
        next ?? "Specify the file of JSON lines that the service or engine wrote.");

    public static QwenException BatchFileUnwritable(string path, string why, Exception? cause = null) => new(
        ErrorId.BatchFileUnwritable,
        $"The files of the batch in {path} cannot be written: {why}.",
        "Check the folder, its permissions and the free space, and run the command again.", cause);

    public static QwenException BatchRunning(string name) => new(
        ErrorId.BatchNotFinished,
        $"The batch '{name}' has not ended, and was not removed.",
        $"Stop it first: Stop-QwenBatch '{name}'. Or remove it with -Force: requests still being processed are charged.");

    public static QwenException NoBatchFolder() => new(
        ErrorId.BatchFileUnwritable,
        "There is no folder for batches: this account has no home directory.",
        "Set HOME, or on Linux XDG_DATA_HOME, to an absolute path and start PowerShell again.");

    public static QwenException OutFileExists(string path) => InvalidParameter(
        $"-OutFile {path} already exists, and is not overwritten.",
        "Specify another file, or remove this one.");

    public static QwenException OutFileUnwritable(string path, string why, Exception? cause = null) => new(
        ErrorId.BatchFileUnwritable,
        $"-OutFile {path} cannot be written: {why}.",
        "Check the folder, its permissions and the free space, or specify another file.", cause);

    public static QwenRequestException BatchUploadTooLarge(ServiceFailure f) => f.Because(
        ErrorId.BatchFailed,
        $"{f.Endpoint} rejected the file of requests: it is larger than the service accepts (HTTP {f.Status}{f.Said}).",
        "Remove the batch with Remove-QwenBatch, and start several smaller ones, each with a part of the input.");

    public static QwenRequestException BatchUploadGone(ServiceFailure f) => f.Because(
        ErrorId.BatchFailed,
        $"{f.Endpoint} did not find the uploaded file of requests (HTTP {f.Status}{f.Said}).",
        "Remove the batch with Remove-QwenBatch, and start it again.");

    public static QwenRequestException BatchFileTooLarge(ServiceFailure f, string limit) => f.Because(
        ErrorId.AnswerTooLarge,
        $"{f.Endpoint} sent a file of results of more than {limit}; the rest was not read.",
        "Start smaller batches.");
}
