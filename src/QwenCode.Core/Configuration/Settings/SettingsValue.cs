using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Secrets;

namespace QwenCode.Configuration;

/// <summary>Reads a text of a settings file, in which <c>$NAME</c> and <c>${NAME}</c> stand for variables.</summary>
internal static class SettingsValue
{
    // No key, URL or name is longer. References multiply what a file holds, and a small one would fill the memory.
    private const int LongestValue = FileReader.LargestConfiguration;

    private static readonly string[] KeyMembers = ["env.", "apiKey", "customHeaders."];

    // What /model of Qwen Code stores for a model that no route has, $runtime|openai|ID, is not a reference.
    private const string RuntimeModel = "$runtime|";

    /// <summary>The text of a member with its references resolved; <see langword="null"/> if it is blank, <c>null</c> or an object. Any other value cannot be used.</summary>
    /// <param name="element">The member.</param>
    /// <param name="file">Its file.</param>
    /// <param name="key">Its path, such as <c>model.name</c>.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    /// <param name="total">Counts the references of many texts.</param>
    public static SourcedValue? Read(JsonElement element, SettingsFile file, string key, Func<string, SourcedValue?> variable, ReferenceTotal? total = null)
    {
        if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Undefined)
            return null;
        var plain = new ValueSource(ValueSourceKind.Settings, key, file.Path) { Origin = file.Origin };
        if (element.ValueKind != JsonValueKind.String)
            return new SourcedValue("", plain) { Failure = QwenErrors.SettingsFileInvalid(file.Path, $"{key} is {KindOf(element)} and not a text in quotation marks") };
        if (TextOf(element) is not { } text)
            return new SourcedValue("", plain) { Failure = QwenErrors.SettingsFileInvalid(file.Path, $"{key} is not valid Unicode") };
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.StartsWith(RuntimeModel, StringComparison.Ordinal))
            return new SourcedValue(text[(text.LastIndexOf('|') + 1)..], plain);
        var references = new Dictionary<string, SourcedValue>(StringComparer.Ordinal);
        QwenException? failure = null;
        var length = (long)text.Length;
        var value = VariableReferences.Replace(text, name =>
        {
            if (failure is not null)
                return "";
            if (!references.TryGetValue(name, out var found))
            {
                if (variable(name) is not { Failure: null } defined)
                {
                    failure = QwenErrors.SettingsFileInvalid(file.Path, IsName(name, text, key)
                        ? $"{key} refers to the variable {name}, which neither the process nor the .env file defines"
                        : $"a $ in {key} refers to a variable that neither the process nor the .env file defines; a value with a $ of its own belongs in a .env file, in single quotes");
                    return "";
                }

                references[name] = found = defined;
            }

            if (total?.Takes(found.Value.Length) == false)
            {
                failure = QwenErrors.SettingsFileInvalid(file.Path, $"{key} is not read: the variables that it and the texts before it refer to are longer than {ReferenceTotal.Most} characters together");
                return "";
            }

            if ((length += found.Value.Length) <= LongestValue)
                return found.Value;
            failure = QwenErrors.SettingsFileInvalid(file.Path, $"{key} is longer than {LongestValue} characters with the variables that it refers to");
            return "";
        });
        if (string.IsNullOrWhiteSpace(value) && failure is null)
            return null;
        return new SourcedValue(value, plain with { References = [.. references.Values.Select(r => r.Source)] }) { Reference = references.Count > 0 ? text : null, Failure = failure };
    }

    private static string KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    // What follows a $ within a key is a part of the key.
    private static bool IsName(string name, string text, string key) =>
        name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') && SecretMask.Value(name) == name
        && (text == $"${name}" || text == $"${{{name}}}" || !Array.Exists(KeyMembers, member => key.Contains(member, StringComparison.Ordinal)));

    /// <summary>The text of a string; <see langword="null"/> if it is not valid Unicode.</summary>
    public static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escape can name half of a surrogate pair.
            return null;
        }
    }

    /// <summary>The name of a member; <see langword="null"/> if it is not valid Unicode.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
