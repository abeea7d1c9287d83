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
          "modelProviders": { "openai": [{ "id": "qwen3-max", "name": "Max", "baseUrl": "https://dashscope.aliyuncs.com/compatible-mode/v1", "envKey": "DASHSCOPE_API_KEY", "generationConfig": { "timeout": 60000, "maxRetries": 2,
              "samplingParams": { "temperature": 0.5, "max_tokens": 100 }, "extra_body": { "enable_thinking": true, "nested": { "a": [1, "${HOST}"] } },
              "customHeaders": { "X-Mine": "user-${HOST}", "X-Other": "1" }, "reasoning": { "effort": "high", "budget_tokens": 500 } } }],
            "mine": [{ "id": "own", "description": "d", "baseUrl": "https://$HOST/v1", "envKey": "MINE" }], "anthropic": { "protocol": "anthropic", "models": [{ "id": "other", "imageOnly": true }] } },
          "providerProtocol": { "mine": "openai" }, "modelFallbacks": ["own", "other"],
          "security": { "auth": { "selectedType": "openai", "enforcedType": "openai", "apiKey": "$MINE", "baseUrl": "https://${HOST}/compatible-mode/v1" } },
          "model": { "name": "qwen3-max", "baseUrl": "", "reasoningEffort": "low", "generationConfig": { "extra_body": { "top_k": 1 } }, },
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
                var environment = Resolving.Environment(_folder.At("proj"), _folder.At("home"), Variables);
                var context = Resolving.Auth(environment);
                foreach (var model in ConfiguredModels.Of(environment, context))
                    $"{model.Id}{model.Name}{model.Description}{model.KeyVariable}{model.StatusMessage}{model.Source}".ShouldNotContain("0123456789abcdef");
                string.Concat(context.Warnings).ShouldNotContain("0123456789abcdef");
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
