using System.Text;
using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Loopback;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Thousands of damaged settings files: what can be used is used, and all else is an error of the module's that names the file.</summary>
public sealed class SettingsMutationTests : IDisposable
{
    private const int Mutations = 2500;
    private const int Seed = 20261126;

    private const string Settings = """
        {
          // the user's
          "$version": 3,
          "env": { "DASHSCOPE_API_KEY": "sk-0123456789abcdef0123456789abcdef", "NUMBER": 5 },
          "modelProviders": { "openai": [{ "id": "qwen3-max", "name": "Max", "baseUrl": "https://dashscope.aliyuncs.com/compatible-mode/v1", "envKey": "DASHSCOPE_API_KEY", "generationConfig": { "timeout": 60000 } }] },
          "security": { "auth": { "selectedType": "openai", "enforcedType": "openai", "apiKey": "$MINE", "baseUrl": "https://${HOST}/compatible-mode/v1" } },
          "model": { "name": "qwen3-max", },
        }
        """;

    private static readonly Dictionary<string, string> Variables = new() { ["MINE"] = "sk-mine-0123456789abcdef", ["HOST"] = "dashscope.aliyuncs.com" };

    private readonly TemporaryFolder _folder = new();

    public SettingsMutationTests() => _folder.Folder("proj");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_settings_file_has_its_values_or_is_an_error_of_the_module()
    {
        var usable = 0;
        foreach (var content in MutatedFile.Of(Settings, Mutations, Seed))
        {
            var file = _folder.Write("home/.qwen/settings.json", content);
            try
            {
                var context = Resolving.Auth(Resolving.Environment(_folder.At("proj"), _folder.At("home"), Variables));
                context.EnsureUsable();
                context.BaseUrl.ShouldNotBeNull().IsAbsoluteUri.ShouldBeTrue();
                usable++;
            }
            catch (QwenException exception)
            {
                exception.ErrorId.ShouldBeOneOf(
                    "SettingsFileInvalid", "NoAuthentication", "InvalidApiKey", "InvalidParameter", "UntrustedEndpoint", "MethodNotAllowed", "ModelRequired");
                exception.Message.ShouldNotContain("0123456789abcdef");
                exception.Message.ShouldNotContain("\u001b");
                if (exception.ErrorId == "SettingsFileInvalid")
                    exception.Message.ShouldContain(file);
            }
        }

        usable.ShouldBeGreaterThan(Mutations / 10);
    }

    [Fact]
    public void An_edited_damaged_file_contains_the_choice_or_is_unchanged()
    {
        var edited = 0;
        foreach (var content in MutatedFile.Of(Settings, Mutations, Seed))
        {
            var file = _folder.Write("home/.qwen/settings.json", content);
            try
            {
                SettingsWriter.Write(UserFolders.FromHome(_folder.At("home"), _ => null), new SavedChoice("qwen-oauth"));
                Encoding.UTF8.GetString(File.ReadAllBytes(file)).ShouldContain("qwen-oauth");
                edited++;
            }
            catch (QwenException exception)
            {
                exception.ErrorId.ShouldBe("SettingsFileInvalid");
                File.ReadAllBytes(file).ShouldBe(content);
            }
        }

        edited.ShouldBeGreaterThan(Mutations / 10);
    }
}
