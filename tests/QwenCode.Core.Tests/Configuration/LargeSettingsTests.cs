using QwenCode.Authentication;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Settings with very many members, which somebody else's repository can have: they take little time and memory, and few words.</summary>
public sealed class LargeSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _process = new() { ["OPENAI_API_KEY"] = "k" };

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Many_providers_take_time_in_proportion_to_their_number()
    {
        Project($$"""{ "modelProviders": { {{string.Join(',', Enumerable.Range(0, 80_000).Select(i => $"\"a{i}\":[]"))}} } }""");

        var routes = await Task.Run(() => Environment().Routes, TestContext.Current.CancellationToken);

        routes.All.ShouldBeEmpty();
        routes.Warnings.Count.ShouldBeLessThan(30);
        routes.Warnings[^1].ShouldContain("79980 more");
    }

    [Fact]
    public void Many_references_to_a_long_variable_do_not_fill_the_memory()
    {
        _process["LONG"] = new string('x', 900_000);
        Project($$"""{ "modelProviders": { "openai": [{{string.Join(',', Enumerable.Repeat("""{"id":"$LONG"}""", 2000))}}] } }""");

        var routes = Environment().Routes;

        routes.All.Sum(route => (long)route.Model.Value.Length).ShouldBeLessThan(5_000_000);
        routes.Warnings[0].ShouldContain("longer than");
    }

    [Fact]
    public void Many_references_in_a_generationConfig_do_not_fill_the_memory()
    {
        _folder.Write("proj/.env", $"KEY=k\nLONG={new string('x', 900_000)}\n");
        var members = string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"m{i}\":\"$LONG\""));
        Project($$"""{ "modelProviders": { "openai": [{"id":"m","envKey":"KEY","baseUrl":"https://h.example/v1","generationConfig":{"extra_body":{ {{members}} } } }] } }""");

        Resolving.Auth(Environment()).Failure!.ErrorId.ShouldBe("SettingsFileInvalid");
    }

    [Fact]
    public void Many_members_that_cannot_be_used_are_a_few_warnings()
    {
        var members = string.Join(',', Enumerable.Repeat("\"n\":1", 50_000));
        Project($$"""{ "modelProviders": { "openai": [1,2,3,{"id":"m","baseUrl":"http://127.0.0.1:9/v1","generationConfig":{"extra_body":{ {{members}} } } }{{string.Concat(Enumerable.Repeat(",4", 1000))}}] } }""");

        var context = Resolving.Auth(Environment(), new AuthChoice { Model = "m" });

        context.Failure.ShouldBeNull();
        context.Warnings.Count.ShouldBeInRange(3, 50);
    }

    [Fact]
    public void A_model_without_a_route_is_reported_with_some_of_very_many_routes()
    {
        _process.Clear();
        Project($$"""{ "modelProviders": { "openai": [{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$"""{"id":"m{{i}}"}"""))}}] } }""");

        var message = Resolving.Auth(Environment(), new AuthChoice { Model = "zzz" }).Failure!.Message;

        message.Length.ShouldBeLessThan(1000);
        message.ShouldContain("m19 and 19980 more");
    }

    [Theory]
    [InlineData("selectedType")]
    [InlineData("enforcedType")]
    public void A_long_method_that_does_not_exist_is_shown_in_a_few_words(string name)
    {
        _process.Clear();
        _folder.Write("home/.qwen/settings.json", $$"""{ "security": { "auth": { "{{name}}": "{{new string('a', 100_000)}}" } } }""");

        var failure = Resolving.Auth(Environment()).Failure!;

        failure.ErrorId.ShouldBe("SettingsFileInvalid");
        failure.Message.Length.ShouldBeLessThan(1000);
    }

    private void Project(string settings) => _folder.Write("proj/.qwen/settings.json", settings);

    private ResolvedEnvironment Environment() => Resolving.Environment(_folder.Folder("proj"), _folder.Folder("home"), _process);
}
