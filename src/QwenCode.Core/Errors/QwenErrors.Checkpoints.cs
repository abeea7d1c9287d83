namespace QwenCode.Errors;

/// <content>Errors of checkpoints.</content>
internal static partial class QwenErrors
{
    public static QwenException CheckpointInUse(string path) => new(
        ErrorId.CheckpointInUse,
        $"The checkpoint {path} is in use by another command.",
        "Wait until that run has ended, or specify another file.");

    public static QwenException CheckpointInvalid(string path, string reason, string next = "Specify another file, or remove this one to begin again.") => new(
        ErrorId.CheckpointInvalid,
        $"{path} cannot be used as a checkpoint: {reason}. The file was not changed.",
        next);

    public static QwenException CheckpointOfOtherRun(string path, string differences) => new(
        ErrorId.CheckpointInvalid,
        $"The checkpoint {path} belongs to another run, which differs in: {differences}. Nothing was sent.",
        "Specify what that run specified to continue it, or another file to begin a new one.");

    public static QwenException CheckpointUnwritable(string path, string why, string? text) => new QwenRequestException(
        ErrorId.CheckpointUnwritable,
        $"The checkpoint {path} cannot be written: {why}.",
        "Check the folder, its permissions and the free space, and run the command again; it continues where it was.")
    {
        PartialAnswer = text,
    };
}
