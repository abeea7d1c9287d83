using System.Collections.Concurrent;

namespace QwenCode.Chat;

/// <summary>Remembers for the process which endpoints refused <c>json_schema</c>, so that a batch does not ask each question twice.</summary>
internal static class SchemaForms
{
    private static readonly ConcurrentDictionary<Uri, bool> Refused = new();

    /// <summary>Whether an endpoint refused it before.</summary>
    public static bool IsRefusedBy(Uri baseUrl) => Refused.ContainsKey(baseUrl);

    /// <summary>Notes that an endpoint refused it.</summary>
    public static void NoteRefusal(Uri baseUrl) => Refused[baseUrl] = true;
}
