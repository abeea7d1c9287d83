namespace QwenCode.Chat;

/// <summary>The names that services accept for tools: 1 to 64 ASCII letters, digits, <c>_</c> and <c>-</c>.</summary>
internal static class ToolName
{
    private const int Longest = 64;
    private const char Substitute = '_';

    /// <summary>Whether services accept a name.</summary>
    public static bool IsValid(string name) => name.Length is > 0 and <= Longest && name.All(IsValid);

    /// <summary>The name of a call as services accept it. A model can write any name, and the call stays in the conversation with its result.</summary>
    public static string Sent(string name) => IsValid(name) ? name
        : name.Length == 0 ? $"{Substitute}"
        : string.Concat(name.Take(Longest).Select(c => IsValid(c) ? c : Substitute));

    private static bool IsValid(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
