using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>What <c>-Persist</c> writes: the route to what is in effect, by the variable that has the key.</summary>
public sealed class ChoiceToSaveTests : IDisposable
{
    private const string Key = "sk-canary-0123456789-abcd";
    private const string Intl = "https://dashscope-intl.aliyuncs.com/compatible-mode/v1";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public ChoiceToSaveTests() => _folder.Folder("proj");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_of_the_session_needs_the_providers_own_variable()
    {
        var saved = Of(new() { Provider = "DashScopeIntl", ApiKey = new Secret(Key), Model = "qwen3-max" });

        saved.Choice.Route.ShouldBe(new SavedRoute("qwen3-max", "[DashScopeIntl] qwen3-max", Intl, "DASHSCOPE_API_KEY"));
        Warnings(saved).ShouldContain("DASHSCOPE_API_KEY");
    }

    [Fact]
    public void A_key_from_a_variable_is_named_by_that_variable_without_a_warning()
    {
        _variables["OPENAI_API_KEY"] = Key;
        _variables["OPENAI_BASE_URL"] = "https://llm.example.com/v1/";

        var saved = Of(new() { Model = "m" });

        saved.Choice.Route.ShouldBe(new SavedRoute("m", "m", "https://llm.example.com/v1", "OPENAI_API_KEY") { IsCustom = true });
        Warnings(saved).ShouldBe("");
    }

    [Fact]
    public void An_endpoint_of_its_own_gets_the_variable_that_Qwen_Code_would_use()
    {
        var saved = Of(new() { BaseUrl = "https://llm.example.com/v1", ApiKey = new Secret(Key), Model = "m" });

        saved.Choice.Route!.EnvKey.ShouldBe(CustomKeyVariable.Of("https://llm.example.com/v1"));
        Save(saved).ShouldBe("https://llm.example.com/v1");
    }

    [Fact]
    public void A_stored_key_takes_the_variable_of_the_users_route_and_never_a_general_one()
    {
        _variables["OPENAI_API_KEY"] = Key;
        var choice = new AuthChoice { BaseUrl = Intl, ApiKey = new Secret(Key), Model = "qwen3-max" };

        Of(choice, storesKey: true).Variable.ShouldBe("DASHSCOPE_API_KEY");
        WriteRoute("qwen-other", "MY_KEY");
        Of(choice, storesKey: true).Variable.ShouldBe("MY_KEY");
        WriteRoute("qwen-other", "sk-canary-in-the-wrong-member");
        Of(choice, storesKey: true).Variable.ShouldBe("DASHSCOPE_API_KEY");
    }

    [Fact]
    public void The_users_own_route_in_effect_is_only_chosen()
    {
        _variables["MY_KEY"] = Key;
        WriteRoute("a", "MY_KEY", "mine");

        var saved = Of(new() { Model = "a", TakesRoute = true });

        saved.Choice.ShouldBe(new SavedChoice("openai", "a"));
        Save(saved).ShouldBe("");
    }

    [Fact]
    public void A_local_server_has_a_route_without_a_variable_and_what_Qwen_Code_needs_is_said()
    {
        var saved = Of(new() { Provider = "Ollama", Model = "qwen3:8b" });

        saved.Choice.Route.ShouldBe(new SavedRoute("qwen3:8b", "[Ollama] qwen3:8b", "http://localhost:11434/v1", null));
        Warnings(saved).ShouldContain("--openai-api-key");
    }

    [Fact]
    public void A_key_in_the_settings_stays_there_and_has_no_route()
    {
        _folder.Write("home/.qwen/settings.json", $$"""{ "security": { "auth": { "apiKey": "{{Key}}", "baseUrl": "{{Intl}}" } } }""");

        Of(new() { Model = "qwen3-max" }).Choice.ShouldBe(new SavedChoice("openai", "qwen3-max"));
    }

    [Fact]
    public void A_chosen_provider_without_a_key_is_saved_for_later() =>
        Of(new() { Provider = "OpenRouter", Model = "m", Method = AuthMethod.ApiKey }).Choice.Route!.EnvKey.ShouldBe("OPENROUTER_API_KEY");

    [Fact]
    public void OAuth_is_the_method_alone() =>
        ChoiceToSave.Of(Resolving.Auth(Here()), AuthChoice.None, AuthMethod.OAuth, Here()).Choice.ShouldBe(new SavedChoice("qwen-oauth"));

    [Fact]
    public void A_projects_endpoint_does_not_get_into_the_users_settings()
    {
        _folder.Write("proj/.env", $"OPENAI_API_KEY={Key}\nOPENAI_BASE_URL=https://llm.example.com/v1\n");

        ShouldBeRejected(new() { Model = "m" }, "comes from OPENAI_BASE_URL in");
    }

    [Fact]
    public void A_key_from_a_projects_file_is_said_to_be_missing_elsewhere()
    {
        _folder.Write("proj/.env", $"OPENROUTER_API_KEY={Key}\n");

        Warnings(Of(new() { Provider = "OpenRouter", Model = "m" })).ShouldContain("Sessions elsewhere");
    }

    [Theory]
    [InlineData("https://llm.example.com/v1?api-version=1", "m", "query")]
    [InlineData("https://llm.example.com/sk-0123456789abcdef0123456789abcdef/v1", "m", "secret")]
    [InlineData("https://llm.example.com/v1", "sk-0123456789abcdef0123456789abcdef", "looks like a key")]
    [InlineData("https://api.openai.com/v1", null, "No model")]
    public void What_the_settings_cannot_hold_is_rejected(string url, string? model, string words) =>
        ShouldBeRejected(new() { BaseUrl = url, ApiKey = new Secret(Key), Model = model }, words);

    private void ShouldBeRejected(AuthChoice choice, string words)
    {
        var exception = Should.Throw<QwenException>(() => Of(choice));
        exception.ErrorId.ShouldBe("InvalidParameter");
        exception.Message.ShouldContain(words);
        exception.Message.ShouldNotContain("0123456789abcdef");
    }

    private ChoiceToSave Of(AuthChoice choice, bool storesKey = false) =>
        ChoiceToSave.Of(Resolving.Auth(Here(), session: choice), choice, AuthMethod.ApiKey, Here(), storesKey);

    private ResolvedEnvironment Here() => Resolving.Environment(_folder.At("proj"), _folder.At("home"), _variables);

    private string Warnings(ChoiceToSave saved) => string.Join(' ', saved.Warnings(Here().User));

    // Returns model.baseUrl of the file.
    private string Save(ChoiceToSave saved)
    {
        using var file = System.Text.Json.JsonDocument.Parse(File.ReadAllText(SettingsWriter.Write(Here().User, saved.Choice)));
        return file.RootElement.GetProperty("model").GetProperty("baseUrl").GetString()!;
    }

    private void WriteRoute(string model, string variable, string provider = "openai") => _folder.Write(
        "home/.qwen/settings.json",
        $$"""{ "providerProtocol": { "mine": "openai" }, "modelProviders": { "{{provider}}": [{ "id": "{{model}}", "baseUrl": "{{Intl}}", "envKey": "{{variable}}" }] } }""");
}
