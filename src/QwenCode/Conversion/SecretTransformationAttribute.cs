using System.Management.Automation;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security;
using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.Conversion;

/// <summary>Accepts a secret as <see cref="SecureString"/>, as the password of a <see cref="PSCredential"/>, or as a plain string.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    // Of a SecureString.
    private const int MaximumLength = 65536;

    private static readonly ConditionalWeakTable<SecureString, object> FromPlainText = [];

    /// <summary>Converts a plain string or a credential; leaves everything else to PowerShell.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">The specified value.</param>
    /// <exception cref="ArgumentTransformationMetadataException">A string is too long for a secret.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        switch (inputData is PSObject wrapped ? wrapped.BaseObject : inputData)
        {
            case string { Length: > MaximumLength }:
                throw new ArgumentTransformationMetadataException(QwenErrors.SecretTooLong(MaximumLength).Message);
            case string text:
                var secure = new NetworkCredential("", text).SecurePassword;
                FromPlainText.Add(secure, secure);
                return secure;
            case PSCredential credential:
                return credential.Password;
            default:
                return inputData;
        }
    }

    /// <summary>Whether the user specified it as a plain string, which ends up in the history.</summary>
    internal static bool WasPlainText(SecureString secure) => FromPlainText.TryGetValue(secure, out _);

    /// <summary>The text as the module keeps it.</summary>
    internal static Secret Reveal(SecureString secure) => new(TextOf(secure));

    /// <summary>The whole text: .NET's own conversions end at the first NUL character.</summary>
    internal static string TextOf(SecureString secure)
    {
        var copy = Marshal.SecureStringToGlobalAllocUnicode(secure);
        try
        {
            return Marshal.PtrToStringUni(copy, secure.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(copy);
        }
    }
}
