using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Conversion;

/// <summary>Converts piped objects to text with everything that they contain, never to type names. It runs on the pipeline thread.</summary>
internal sealed class PipelineText
{
    private RegisteredViews? _views;

    private RegisteredViews Views => _views ??= new();

    /// <summary>The text of an object on its own: plain values as text, XML as its markup, data as JSON.</summary>
    /// <returns><see langword="null"/> for an object that PowerShell has a view for, which shows several together.</returns>
    /// <exception cref="QwenException">It cannot be sent (<c>InvalidInput</c>).</exception>
    public string? Of(object item) => ForeignObject.Unwrap(item) as string ?? OfObject(item);

    /// <summary>The view of an object that has no text on its own.</summary>
    public RegisteredView ViewOf(object item) => Views.Find(item)!;

    // Apart from text, so that the first answer does not wait for the assemblies of all these types.
    private string? OfObject(object item) => Plain(item) ?? (IsData(item) || Views.Find(item) is null ? InputJson.Of(item) : null);

    private string? Plain(object item) => ForeignObject.Unwrap(item) switch
    {
        XmlNode node => node.OuterXml,
        XObject node => node.ToString(),
        JsonNode or JsonDocument or JsonElement => null,
        TextReader or Stream => throw QwenErrors.InputNotSent("it is a stream or reader, and not what can be read from it", "Read its text first: $reader.ReadToEnd(). $input contains the lines that are piped to a script, and Get-Content reads a file."),
        char or bool or decimal or Guid or Uri or Version or Enum => LanguagePrimitives.ConvertTo<string>(item),
        DateTime or DateTimeOffset => ((IFormattable)ForeignObject.Unwrap(item)!).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateOnly or TimeOnly => ((IFormattable)ForeignObject.Unwrap(item)!).ToString("O", CultureInfo.InvariantCulture),
        TimeSpan => LanguagePrimitives.ConvertTo<string>(item),
        Int128 or UInt128 or BigInteger or Half or Complex => LanguagePrimitives.ConvertTo<string>(item),
        ScriptBlock or StringBuilder or Regex => item.ToString(),
        InformationalRecord message => message.Message,
        HostInformationMessage message => message.Message,
        InformationRecord information => MessageOf(information) is { } data ? Of(data) ?? ViewOf(data).Show([data]) : "",
        Exception exception => ForeignObject.Read(exception.ToString, failure => InputJson.NotSent($"it cannot be read ({failure.GetType().Name})")),
        IPAddress or Encoding => LanguagePrimitives.ConvertTo<string>(item),
        { } value when value.GetType().IsPrimitive => LanguagePrimitives.ConvertTo<string>(item),
        _ => ConversationObjects.AnswerText(item),
    };

    // A record that Write-Information was given is the message of another one.
    private static object? MessageOf(InformationRecord information)
    {
        object? message = information;
        for (var level = 0; ForeignObject.Unwrap(message) is InformationRecord record; level++)
            message = level < InputLimits.Levels ? record.MessageData : throw InputJson.NotSent(InputLimits.TooDeep);
        return message;
    }

    // Whatever view is registered for it, its members are the data.
    private static bool IsData(object item) => ForeignObject.Unwrap(item) is PSObject or IDictionary or DictionaryEntry or JsonNode or JsonDocument or JsonElement
        || IsSecret(item);

    // Their views hide the secret, and their JSON, which is written instead, is rejected.
    private static bool IsSecret(object item) => ForeignObject.Unwrap(item) is NetworkCredential or PSCredential or SecureString;
}
