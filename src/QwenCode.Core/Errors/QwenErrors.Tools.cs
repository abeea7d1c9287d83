using QwenCode.Secrets;

namespace QwenCode.Errors;

/// <content>Errors of tools.</content>
internal static partial class QwenErrors
{
    public static QwenException ToolUnusable(string tool, string why, string next) => new(
        ErrorId.InvalidTool,
        $"'{SecretMask.Value(tool)}' cannot be used as a tool: {why}.",
        next);

    public static QwenException NoSuchTool(string name, string offered) => new(
        ErrorId.InvalidParameter,
        $"There is no tool '{SecretMask.Value(name)}'.",
        offered.Length == 0 ? "Add a command first: /tools add <command>" : $"Tools: {offered}");

    public static QwenException ToolNotOffered(string name, string offered) => new(
        ErrorId.InvalidParameter,
        $"-ApproveTool '{SecretMask.Value(name)}' is not the name of a tool that -Tool offers. The names are exact, without wildcards.",
        offered.Length == 0 ? "Specify the tool with -Tool, too." : $"Specify one of these: {offered}");

    public static QwenException ToolRoundsExceeded(string rounds) => new(
        ErrorId.ToolRoundsExceeded,
        $"The model still calls tools after {rounds} rounds of calls, even after it was told to answer.",
        "Raise -MaximumToolRounds, or ask for less at once. The conversation so far is in the exception's Conversation property.");

    public static QwenException ToolCallsStopped(string name) => new(
        ErrorId.ToolCallsStopped,
        $"You stopped the request: the tool {name} was not run.",
        "The conversation so far is in the exception's Conversation property, for -Conversation.");
}
