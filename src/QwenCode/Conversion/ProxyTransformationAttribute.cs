using System.Management.Automation;
using QwenCode.OAuth;

namespace QwenCode.Conversion;

/// <summary>Converts a string to a URL. PowerShell's own error would repeat the string, with the password in it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ProxyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if ((inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is not string text)
            return inputData;
        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var url)
            ? url
            : throw new ArgumentTransformationMetadataException(OAuthHttp.InvalidProxy(text).Message);
    }
}
