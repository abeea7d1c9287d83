namespace QwenCode;

/// <summary>The user agent of this module.</summary>
internal static class UserAgent
{
    /// <summary>Product and version; it does not imitate another client.</summary>
    public static readonly string Value = $"QwenCode-PowerShell/{typeof(UserAgent).Assembly.GetName().Version!.ToString(3)}";
}
