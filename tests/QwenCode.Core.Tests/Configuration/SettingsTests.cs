namespace QwenCode.Core.Tests.Configuration;

/// <summary>What the settings files are read as.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SettingsTests()
    {
        _folder.Folder("home");
        _folder.Folder("proj");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Comments_and_trailing_commas_are_allowed()
    {
        User("// one\n{ /* two */ \"model\": { \"name\": \"m\", }, // three\n}");

        Model().ShouldBe("m");
    }

    [Theory]
    [InlineData("{\n  \"model\": {\n    \"name\": oops\n", "line 3, column 13")]
    [InlineData("{\"a\": \"ééé\" x", "line 1, column 13")]
    [InlineData("[]", "does not contain a JSON object")]
    [InlineData("{} {}", "line 1, column 4")]
    public void A_broken_file_is_an_error_that_names_file_line_and_column_and_no_content(string text, string words)
    {
        var file = User(text);

        var exception = Should.Throw<QwenException>(Resolving.Auth(Resolve()).EnsureUsable);

        exception.ErrorId.ShouldBe("SettingsFileInvalid");
        exception.Message.ShouldContain(file);
        exception.Message.ShouldContain(words);
        exception.ToString().ShouldNotContain("oops");
    }

    [Theory]
    [InlineData("pa$$w0rd$WHO-canary")]
    [InlineData("sk-$CANARY0123456789")]
    [InlineData("$canary0123456789")]
    public void A_key_with_a_dollar_is_an_error_that_shows_no_part_of_it(string key)
    {
        User($$"""{ "env": { "OPENAI_API_KEY": "{{key}}" } }""");

        var failure = Resolving.Auth(Resolve()).Failure!;

        failure.ErrorId.ShouldBe("SettingsFileInvalid");
        failure.Message.ShouldContain("env.OPENAI_API_KEY");
        failure.Message.ShouldContain("in single quotes");
        foreach (var part in new[] { "w0rd", "WHO", "CANARY", "canary" })
            failure.Message.ShouldNotContain(part, Case.Sensitive);
    }

    [Theory]
    [InlineData("env", """["A=1"]""", "an object")]
    [InlineData("env", "null", null)]
    [InlineData("modelProviders", "[]", "an object")]
    [InlineData("providerProtocol", "\"openai\"", "an object")]
    [InlineData("modelFallbacks", "\"m\"", "a list")]
    [InlineData("security", "\"openai\"", "an object")]
    [InlineData("security.auth", "\"openai\"", "an object")]
    [InlineData("model.generationConfig", "[]", "an object")]
    [InlineData("advanced.excludedEnvVars", "\"DEBUG\"", "a list")]
    public void A_section_of_another_kind_is_ignored_with_a_warning(string section, string json, string? expected)
    {
        var file = User(section.Split('.').Reverse().Aggregate(json, (inner, name) => $$"""{ "{{name}}": {{inner}} }"""));

        Resolve().Warnings.ShouldBe(expected is null ? [] : [$"{section} in {file} is not {expected} and was ignored."]);
    }

    [Theory]
    [InlineData("""{ "model": { "name": 5 } }""", "model.name is a number and not a text in quotation marks")]
    [InlineData("""{ "model": { "name": ["m"] } }""", "model.name is a list and not")]
    [InlineData("""{ "env": { "OPENAI_MODEL": true } }""", "env.OPENAI_MODEL is true or false and not")]
    public void A_value_that_is_no_text_is_an_error_if_it_is_in_effect(string settings, string words)
    {
        var file = User(settings);

        var failure = Resolving.Auth(Resolve(new() { ["OPENAI_API_KEY"] = "k" })).Failure.ShouldNotBeNull();

        failure.ErrorId.ShouldBe("SettingsFileInvalid");
        failure.Message.ShouldContain(file);
        failure.Message.ShouldContain(words);
        Resolving.Auth(Resolve(new() { ["OPENAI_API_KEY"] = "k", ["OPENAI_MODEL"] = "m" })).Model.ShouldBe("m");
    }

    [Fact]
    public void A_fallback_that_is_no_name_of_a_model_is_ignored_with_a_warning()
    {
        var file = User("""{ "modelFallbacks": ["a", "$OPENAI_MODEL", 5, " ", null, "b"] }""");
        var environment = Resolve(new() { ["OPENAI_API_KEY"] = "k", ["OPENAI_MODEL"] = "m" });

        var context = Resolving.Auth(environment);

        context.EnsureUsable().FallbackModels.ShouldBe(["a", "b"]);
        context.Warnings.Select(warning => warning[..(warning.IndexOf(file, StringComparison.Ordinal) + file.Length)]).ShouldBe([$"modelFallbacks[1] in {file}", $"modelFallbacks[2] in {file}"]);
    }

    [Fact]
    public void An_empty_file_sets_nothing()
    {
        User(" \n");

        Resolving.Auth(Resolve()).Method.ShouldBeNull();
    }

    [Theory]
    [InlineData("$MINE$THEIRS", true)]
    [InlineData("$THEIRS$MINE", true)]
    [InlineData("$THEIRS$THEIRS", false)]
    [InlineData("$MINE$MINE", true)]
    public void A_projects_setting_with_a_variable_of_the_user_has_the_user_as_an_author(string text, bool borrows)
    {
        _folder.Write("proj/.env", "THEIRS=t\n");
        _folder.Write("proj/.qwen/settings.json", $$"""{ "model": { "name": "{{text}}" } }""");
        var environment = Resolving.Environment(_folder.At("proj"), _folder.At("home"), new Dictionary<string, string> { ["MINE"] = "m" });

        var value = environment.Settings.FindAll("model.name", environment.Find).ShouldHaveSingleItem();

        value.Source.IsTrusted.ShouldBeFalse();
        value.Source.Authors.Contains(QwenCode.Configuration.Author.User).ShouldBe(borrows);
    }

    [Theory]
    [InlineData("$MISSING")]
    [InlineData("${MISSING}")]
    public void An_undefined_variable_is_an_error_by_name(string text)
    {
        User($$"""{ "security": { "auth": { "apiKey": "{{text}}" } } }""");

        var status = Resolving.Auth(Resolve()).StatusMessage.ShouldNotBeNull();

        status.ShouldContain("security.auth.apiKey");
        status.ShouldContain("MISSING");
    }

    [Theory]
    [InlineData("""{ "model": { "name": "TEXT" }, "env": { "OPENAI_API_KEY": "k" } }""")]
    [InlineData("""{ "security": { "auth": { "apiKey": "TEXT" } } }""")]
    [InlineData("""{ "security": { "auth": { "baseUrl": "https://h.example/TEXT", "apiKey": "k" } } }""")]
    [InlineData("""{ "env": { "OPENAI_BASE_URL": "https://h.example/TEXT", "OPENAI_API_KEY": "k" } }""")]
    public void References_do_not_multiply_a_value_beyond_the_size_of_a_file(string settings)
    {
        _folder.Write("proj/.env", $"LONG={new string('x', 500_000)}\n");
        _folder.Write("proj/.qwen/settings.json", settings.Replace("TEXT", string.Concat(Enumerable.Repeat("$LONG.", 10_000))));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var context = Resolving.Auth(Resolve());

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000_000);
        context.Status.ShouldBe("SettingsFileInvalid");
        context.StatusMessage!.ShouldContain("longer than");
    }

    [Fact]
    public void A_variable_that_a_value_refers_to_many_times_is_one_source()
    {
        _folder.Write("proj/.env", "A=x\n");
        _folder.Write("proj/.qwen/settings.json", $$"""{ "model": { "name": "{{string.Concat(Enumerable.Repeat("$A.", 100_000))}}" } }""");

        var environment = Resolve();
        var value = environment.Settings.FindAll("model.name", environment.FindForSettings).ShouldHaveSingleItem();

        value.Source.References.ShouldHaveSingleItem().Name.ShouldBe("A");
        value.Value.Length.ShouldBe(200_000);
    }

    [Theory]
    [InlineData("""{ "env": { "OPENAI_API_KEY": "k", "\ud800": "x", "\ud800aaaaaaaaaaaaaa": "x" } }""")]
    [InlineData("""{ "env": { "\ud800": "x", "\ud800aaaaaaaaaaaaaa": "x", "OPENAI_API_KEY": "k", "OPENAI_MODEL": "\ud800" } }""")]
    [InlineData("""{ "env": { "OPENAI_API_KEY": "k" }, "\ud800": 1, "security": { "\udfff": 2, "auth": { "\udfff": 3 } }, "advanced": { "\udfff": 3 }, "model": { "\udfff": 3 } }""")]
    public void A_name_that_is_not_Unicode_hides_no_other_name(string settings)
    {
        _folder.Write("proj/.qwen/settings.json", settings);

        Resolve().Find("OPENAI_API_KEY")!.Value.ShouldBe("k");
        Should.NotThrow(() => Resolving.Auth(Resolve()));
    }

    [Fact]
    public void QWEN_HOME_moves_the_users_file()
    {
        _folder.Write("moved/settings.json", """{ "model": { "name": "moved" } }""");
        User("""{ "model": { "name": "left behind" } }""");

        Model(new() { ["QWEN_HOME"] = _folder.At("moved") }).ShouldBe("moved");
    }

    [Fact]
    public void The_workspace_takes_precedence_over_the_user()
    {
        User("""{ "model": { "name": "user" } }""");
        _folder.Write("proj/.qwen/settings.json", """{ "model": { "name": "workspace" } }""");

        Model().ShouldBe("workspace");
    }

    [Fact]
    public void Folder_trust_causes_the_warning_that_it_is_not_supported()
    {
        var file = User("""{ "security": { "folderTrust": { "enabled": true } } }""");

        Resolve().Warnings.ShouldHaveSingleItem().ShouldStartWith($"{file} turns on security.folderTrust");
    }

    [Fact]
    public void Excluded_variables_of_both_files_are_united_and_replace_the_usual_ones()
    {
        User("""{ "advanced": { "excludedEnvVars": ["A"] } }""");
        _folder.Write("proj/.qwen/settings.json", """{ "advanced": { "excludedEnvVars": ["B", 1] } }""");
        _folder.Write("proj/.env", "A=1\nB=1\nDEBUG=1\na=1\n");

        Resolve().File!.Assignments.Where(v => v.State == EnvVariableState.Excluded).Select(v => v.Name).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void A_workspace_excludes_nothing_from_a_file_of_another_author()
    {
        _folder.Write("proj/.env", "OPENAI_API_KEY=k\nOPENAI_BASE_URL=https://h.example/v1\nDEBUG=1\n");
        _folder.Write("proj/theirs/.qwen/settings.json", """{ "advanced": { "excludedEnvVars": ["OPENAI_BASE_URL"] } }""");

        var environment = Resolving.Environment(_folder.At("proj/theirs"), _folder.At("home"));

        environment.File!.Assignments.Where(v => v.State == EnvVariableState.Excluded).Select(v => v.Name).ShouldBe(["DEBUG"]);
    }

    [Fact]
    public void In_the_home_directory_the_files_are_the_users_own()
    {
        User("""{ "security": { "auth": { "baseUrl": "https://h.example/v1" } } }""");
        var variables = new Dictionary<string, string> { ["OPENAI_API_KEY"] = "k", ["QWEN_HOME"] = _folder.At("moved"), ["QWEN_STRICT_ENV"] = "1" };

        Resolving.Auth(Resolving.Environment(_folder.At("home"), _folder.At("home"), variables)).Status.ShouldBe("Ready");
    }

    private string User(string text) => _folder.Write("home/.qwen/settings.json", text);

    private string? Model(Dictionary<string, string>? variables = null)
    {
        variables ??= [];
        variables["OPENAI_API_KEY"] = "k";
        return Resolving.Auth(Resolve(variables)).Model;
    }

    private QwenCode.Configuration.ResolvedEnvironment Resolve(Dictionary<string, string>? variables = null) =>
        Resolving.Environment(_folder.At("proj"), _folder.At("home"), variables);
}
