using System.Globalization;
using QwenCode.Errors;

namespace QwenCode.Receiving;

/// <summary>
/// The limits of what is read from a service, counted after decompression, so that no response exhausts the memory. All
/// limits are here; each is many times what services send.
/// </summary>
internal static class ReceiveLimits
{
    /// <summary>The variable of the process that sets the limit of an answer, in megabytes.</summary>
    public const string AnswerVariable = "QWEN_MAX_ANSWER_MB";

    /// <summary>
    /// An answer, unless <see cref="AnswerVariable"/> sets another limit: the bytes of a whole body or of one event of a stream, and the
    /// characters of all its chunks together.
    /// </summary>
    public const int DefaultAnswer = 16 * Megabyte;

    /// <summary>The body of an error; the rest is not read, since the status is more important.</summary>
    public const int Error = Megabyte;

    /// <summary>A response of the sign-in service.</summary>
    public const int SignIn = Megabyte;

    /// <summary>A file of results, which goes to the disk: 8 GB.</summary>
    public const long BatchFile = 8192L * Megabyte;

    /// <summary>An answer whose text is read as an object, in characters: the object takes many times as much.</summary>
    public const int StructuredAnswer = 4 * Megabyte;

    /// <summary>A model's name or the id of an answer, in characters; one that is longer is treated as missing.</summary>
    public const int Name = 1000;

    private const int Megabyte = 1024 * 1024;
    private const int MostMegabytes = 1024;

    /// <summary>A list of models.</summary>
    /// <param name="answer">The limit of an answer.</param>
    public static int ModelList(int answer) => answer / 2;

    /// <summary>The limit of an answer.</summary>
    /// <param name="variable">The value of <see cref="AnswerVariable"/> in the process; no file of a project can set it.</param>
    /// <exception cref="QwenException">It is not a number of megabytes from 1 to 1024 (<c>InvalidParameter</c>).</exception>
    public static int Answer(string? variable)
    {
        if (string.IsNullOrWhiteSpace(variable))
            return DefaultAnswer;
        return int.TryParse(variable, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes is >= 1 and <= MostMegabytes
            ? megabytes * Megabyte
            : throw QwenErrors.InvalidParameter(
                $"The variable {AnswerVariable} is not an integer from 1 to {MostMegabytes}.", $"Set it to the maximum size of an answer in megabytes, or remove it: Remove-Item Env:{AnswerVariable}");
    }
}
