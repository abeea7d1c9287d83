using System.Text;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Authentication;

/// <summary>Writes the user's choice where Qwen Code reads it.</summary>
internal static class SettingsWriter
{
    /// <summary>Writes a choice to the user's <c>settings.json</c>, at once; never a key. A file that has it already is not written.</summary>
    /// <param name="user">The user's folders.</param>
    /// <param name="choice">The choice.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="QwenException">
    /// The file is not valid (<c>SettingsFileInvalid</c>) or cannot be written (<c>SettingsFileUnwritable</c>); it is left as it was.
    /// </exception>
    public static string Write(UserFolders user, SavedChoice choice) => Use(user, (text, path, write) =>
    {
        var changed = ChoiceEditor.Set(text, choice, path);
        if (changed != text)
            write(changed);
        return path;
    });

    /// <summary>As <see cref="Write"/>, while no other process edits the file.</summary>
    /// <param name="user">The user's folders.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The file's path.</returns>
    public static Task<string> WriteAsync(UserFolders user, SavedChoice choice, TimeProvider time, CancellationToken cancellationToken) =>
        ExclusiveEdit.RunAsync(user.SettingsPath, time, () => Write(user, choice), reason => QwenErrors.SettingsFileUnwritable(user.SettingsPath, reason), cancellationToken);

    /// <summary>Makes sure that a choice can be written.</summary>
    /// <inheritdoc cref="Write"/>
    public static void EnsureTakes(UserFolders user, SavedChoice choice) => Use(user, (text, path, _) => ChoiceEditor.Set(text, choice, path));

    private static T Use<T>(UserFolders user, Func<string, string, Action<string>, T> use)
    {
        var path = user.SettingsPath;
        try
        {
            var before = FileReader.Read(path, FileReader.LargestConfiguration);
            // The file that replaces it would be the user's, and so would be all that the other account wrote.
            if (before is { Facts.IsOwn: false })
                throw QwenErrors.SettingsFileUnwritable(path, "it belongs to another account, and what else is in it would be treated as yours from then on");
            var file = new EncodedText(before?.Bytes ?? []);
            return use(file.Text, path, changed => AtomicFile.Write(path, file.Encode(changed)));
        }
        catch (DecoderFallbackException)
        {
            throw QwenErrors.SettingsFileInvalid(path, "it is not encoded in UTF-8");
        }
        catch (UnusableFileException exception)
        {
            throw QwenErrors.SettingsFileInvalid(path, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.SettingsFileUnwritable(path, FileFailure.ReasonOf(exception), exception);
        }
    }
}
