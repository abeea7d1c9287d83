namespace QwenCode.Core.Tests.Configuration;

/// <summary>What is unusual about a settings file, in a warning.</summary>
public sealed class SettingsWarningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SettingsWarningTests()
    {
        _folder.Folder("home");
        _folder.Folder("proj");
    }

    private QwenCode.Configuration.ResolvedEnvironment Environment => Resolving.Environment(_folder.At("proj"), _folder.At("home"));

    private IReadOnlyList<string> Warnings => Environment.Warnings;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Members_of_the_flat_layout_in_a_file_of_the_nested_one_are_named()
    {
        var file = _folder.Write("home/.qwen/settings.json", """{ "$version": 3, "model": "m", "selectedAuthType": "openai" }""");

        Warnings.ShouldHaveSingleItem().ShouldStartWith($"{file} states a version of the nested layout, in which selectedAuthType, model is ignored;");
    }

    [Theory]
    [InlineData("""{ "$version": 1, "model": "m" }""")]
    [InlineData("""{ "$version": 3, "model": { "name": "m" } }""")]
    [InlineData("""{ "$version": 4, "model": "m" }""")]
    public void A_file_of_one_layout_alone_has_no_warning(string text)
    {
        _folder.Write("home/.qwen/settings.json", text);

        Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_link_of_a_project_to_a_file_outside_of_it_is_named_with_its_target()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs a right on Windows.");
        var target = _folder.Write("elsewhere/settings.json", "{}");
        _folder.Folder("proj/.qwen");
        var link = _folder.Link("proj/.qwen/settings.json", target);

        Warnings.ShouldHaveSingleItem().ShouldBe($"{link} is a link that leads out of its folder, to {target}; its values are treated as those of that file.");
    }

    [Fact]
    public void A_key_in_place_of_a_providers_id_is_not_repeated()
    {
        var file = _folder.Write("home/.qwen/settings.json", """{ "modelProviders": { "sk-proj-0123456789abcdefghijABCDEFGHIJ": [{ "id": "m" }] } }""");

        Resolving.Auth(Environment).Warnings.ShouldHaveSingleItem().ShouldBe($"A list in modelProviders in {file} is ignored: a key is in place of its provider's ID.");
    }

    [Theory]
    [InlineData("{}", "providerProtocol does not say its protocol; add \"providerProtocol\": { \"mine\": \"openai\" }")]
    [InlineData("""{ "mine": "telepathy" }""", "providerProtocol names a protocol that is not known")]
    public void A_list_of_models_without_a_known_protocol_is_ignored(string protocols, string why)
    {
        var file = _folder.Write("home/.qwen/settings.json", $$"""{ "modelProviders": { "mine": [{ "id": "m", "baseUrl": "http://127.0.0.1:9/v1" }] }, "providerProtocol": {{protocols}} }""");

        Environment.Routes.All.ShouldBeEmpty();
        Resolving.Auth(Environment).Warnings.ShouldHaveSingleItem().ShouldBe($"modelProviders.mine in {file} is ignored: {why}.");
    }

    [Theory]
    [InlineData("timeout", "\"soon\"", "it is not a number from 0 to 2147483647")]
    [InlineData("maxRetries", "21", "it is not a number from 0 to 20")]
    [InlineData("reasoning", "\"high\"", "it is neither an object nor false")]
    public void A_member_of_a_generationConfig_that_has_no_meaning_is_named(string name, string value, string why)
    {
        _folder.Write("home/.qwen/settings.json", $$"""{ "modelProviders": { "openai": [{ "id": "m", "baseUrl": "http://127.0.0.1:9/v1", "generationConfig": { "{{name}}": {{value}} } }] }, "model": { "name": "m" } }""");

        Resolving.Auth(Environment).Warnings.ShouldContain(warning => warning.Contains($"generationConfig.{name} ", StringComparison.Ordinal) && warning.Contains(why, StringComparison.Ordinal));
    }
}
