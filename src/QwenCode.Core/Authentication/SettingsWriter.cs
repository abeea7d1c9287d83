using System.Text;
using QwenCode.Environment;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>Writes the user's choice where Qwen Code reads it.</summary>
internal static class SettingsWriter
{
    /// <summary>Sets <c>security.auth.selectedType</c> in the user's <c>settings.json</c>; never a key.</summary>
    /// <param name="user">The user's folders.</param>
    /// <param name="method">The method.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="QwenException">The file is not valid or cannot be written (<c>SettingsFileInvalid</c>); it is left as it was.</exception>
    public static string SetSelectedType(UserFolders user, AuthMethod method)
    {
        var path = Path.Join(user.QwenHome, "settings.json");
        try
        {
            var text = File.Exists(path) ? EnvText.Decode(File.ReadAllBytes(path), out _) : "";
            var changed = SettingsEditor.Set(text, ["security", "auth", "selectedType"], MethodSelection.SettingOf(method), path);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(changed));
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.SettingsFileInvalid(path, $"it cannot be written ({exception.GetType().Name})");
        }
    }
}
