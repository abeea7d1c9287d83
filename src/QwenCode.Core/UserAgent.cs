namespace QwenCode;

/// <summary>The name under which this module shows itself to services.</summary>
internal static class UserAgent
{
    /// <summary>Product and version; it does not pass itself off as another.</summary>
    public static readonly string Value = $"QwenCode-PowerShell/{typeof(UserAgent).Assembly.GetName().Version!.ToString(3)}";
}
