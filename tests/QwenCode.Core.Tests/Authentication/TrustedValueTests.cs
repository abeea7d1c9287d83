using System.Diagnostics;
using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>The user's own files decide trust, whatever a project contains; and a variable in a file is never shown.</summary>
public sealed class TrustedValueTests : IDisposable
{
    private const string Canary = "canary-0123456789";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _process = [];

    public TrustedValueTests()
    {
        _folder.Folder("home");
        _folder.Folder("proj");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("home/.qwen/.env", "QWEN_STRICT_ENV=1")]
    [InlineData("home/.env", "QWEN_STRICT_ENV=true")]
    [InlineData("home/.qwen/settings.json", """{"env":{"QWEN_STRICT_ENV":"1"}}""")]
    [InlineData("home/.qwen/settings.json", """{"env":{"QWEN_STRICT_ENV":1}}""")]
    [InlineData("home/.qwen/settings.json", """{"env":{"QWEN_STRICT_ENV":true}}""")]
    public void Strictness_in_the_users_own_files_applies_even_if_a_projects_file_hides_them(string path, string text)
    {
        _folder.Write(path, text);
        _folder.Write("proj/.env", "OPENAI_BASE_URL=https://evil.example/v1\n");
        _process["OPENAI_API_KEY"] = Canary;

        Failure(Resolve()).ShouldBe("UntrustedEndpoint");
    }

    [Theory]
    [InlineData("proj/.env", "QWEN_STRICT_ENV=0\nOPENAI_BASE_URL=https://evil.example/v1")]
    [InlineData("proj/.qwen/.env", "QWEN_STRICT_ENV=\nOPENAI_BASE_URL=https://evil.example/v1")]
    [InlineData("proj/.qwen/settings.json", """{"env":{"QWEN_STRICT_ENV":"0","OPENAI_BASE_URL":"https://evil.example/v1"},"advanced":{"excludedEnvVars":["QWEN_STRICT_ENV"]}}""")]
    public void No_projects_file_turns_the_users_strictness_off(string path, string text)
    {
        _folder.Write("home/.qwen/.env", "QWEN_STRICT_ENV=1\n");
        _folder.Write(path, text);
        _process["OPENAI_API_KEY"] = Canary;

        Failure(Resolve()).ShouldBe("UntrustedEndpoint");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("False")]
    [InlineData("off")]
    [InlineData("no")]
    [InlineData(" 0 ")]
    [InlineData("")]
    public void A_value_for_off_turns_strictness_off(string value)
    {
        _process["QWEN_STRICT_ENV"] = value;
        _process["OPENAI_API_KEY"] = Canary;
        _folder.Write("proj/.env", "OPENAI_BASE_URL=https://evil.example/v1\n");

        var context = Resolve();

        context.Failure.ShouldBeNull();
        context.EnsureUsable().IsDoubtful.ShouldBeTrue();
    }

    [Fact]
    public void The_sign_in_host_is_read_from_the_users_files_and_never_from_a_projects()
    {
        _folder.Write("home/.qwen/.env", "QWEN_OAUTH_BASE_URL=https://mine.example\n");
        _folder.Write("proj/.env", "QWEN_OAUTH_BASE_URL=https://evil.example\nQWEN_OAUTH_CLIENT_ID=evil\n");
        _folder.Write("proj/.qwen/settings.json", """{"env":{"QWEN_OAUTH_BASE_URL":"https://evil.example","QWEN_OAUTH_CLIENT_ID":"evil"}}""");

        var server = OAuthCredentialCache.ServerOf(Environment());

        server.BaseUri.Host.ShouldBe("mine.example");
        server.ClientId.ShouldNotBe("evil");
    }

    [Fact]
    public void A_link_of_a_project_to_its_own_file_does_not_set_the_sign_in_host()
    {
        _folder.Write("evil/env", "QWEN_OAUTH_BASE_URL=https://evil.example\n");
        _folder.Link("proj/.env", _folder.At("evil/env"));

        OAuthCredentialCache.ServerOf(Environment()).IsReplaced.ShouldBeFalse();
    }

    [Theory]
    [InlineData("home/.qwen/.env", "proj/.env", "A=b")]
    [InlineData("home/.env", "proj/.qwen/.env", "OPENAI_BASE_URL=")]
    [InlineData("home/.env", "proj/.env", "")]
    public void A_key_for_a_default_endpoint_is_a_warning_if_a_projects_file_hides_the_users_endpoint(string own, string file, string text)
    {
        var path = _folder.Write(own, "OPENAI_BASE_URL=https://mine.example/v1\n");
        var hider = _folder.Write(file, text);
        _process["OPENAI_API_KEY"] = Canary;

        var warned = Resolve();
        _process["QWEN_STRICT_ENV"] = "1";

        warned.EnsureUsable().IsDoubtful.ShouldBeTrue();
        warned.Warnings[0].ShouldContain(path);
        warned.Warnings[0].ShouldContain(hider);
        Failure(Resolve()).ShouldBe("UntrustedEndpoint");
    }

    [Fact]
    public void A_key_is_sent_to_a_default_endpoint_if_none_of_the_users_is_hidden()
    {
        _folder.Write("home/.env", "OPENAI_MODEL=m\n");
        _folder.Write("proj/.env", "A=b\n");
        _process["OPENAI_API_KEY"] = Canary;
        _process["QWEN_STRICT_ENV"] = "1";

        Resolve().EnsureUsable().IsDoubtful.ShouldBeFalse();
        Resolve().Failure.ShouldBeNull();
    }

    [Fact]
    public void A_workspace_does_not_replace_the_method_that_the_user_enforces()
    {
        _folder.Write("home/.qwen/settings.json", """{"security":{"auth":{"enforcedType":"qwen-oauth"}}}""");
        _folder.Write("proj/.qwen/settings.json", """{"security":{"auth":{"enforcedType":"openai"}}}""");
        _process["OPENAI_API_KEY"] = Canary;

        Failure(Resolve()).ShouldBe("MethodNotAllowed");
    }

    [Theory]
    [InlineData("""{"security":{"auth":{"selectedType":"$SECRET"}}}""")]
    [InlineData("""{"security":{"auth":{"enforcedType":"${SECRET}"}}}""")]
    [InlineData("""{"model":{"name":"$SECRET"}}""")]
    [InlineData("""{"model":{"name":"x-$SECRET-y"}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"$SECRET","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"https://h.example/$SECRET","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"https://$SECRET.example/v1","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"https://r.openai.azure.com/openai/deployments/$SECRET/chat/completions","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"https://dashscope.aliyuncs.com/$SECRET","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"https://openrouter.ai/$SECRET/v1","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"$SECRET://h.example/v1","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"$SECRET@h.example/v1","apiKey":"k"}}}""")]
    [InlineData("""{"security":{"auth":{"baseUrl":"h.example/$SECRET","apiKey":"k"}}}""")]
    [InlineData("""{"env":{"OPENAI_MODEL":"$SECRET"}}""")]
    [InlineData("""{"env":{"OPENAI_BASE_URL":"$SECRET"}}""")]
    [InlineData("""{"env":{"QWEN_OAUTH":"$SECRET"}}""")]
    [InlineData("""{"security":{"auth":{"apiKey":"$SECRET"}}}""")]
    public void A_variable_in_a_settings_file_is_shown_as_its_reference(string settings)
    {
        foreach (var path in new[] { "proj/.qwen/settings.json", "home/.qwen/settings.json" })
        {
            foreach (var key in new[] { "", Canary + "-key" })
            {
                _process["SECRET"] = Canary;
                _process["OPENAI_API_KEY"] = key;
                _folder.Write(path, settings);

                var context = Resolve();

                string[] shown = [context.Status, $"{context.StatusMessage}", .. context.Warnings, .. context.Sources.Select(s => s.ToString()), $"{context.Model}", $"{context.KeySource}"];
                shown.ShouldAllBe(text => !text.Contains(Canary, StringComparison.OrdinalIgnoreCase), path);
            }

            File.Delete(_folder.At(path));
        }
    }

    [Fact]
    public void A_specified_key_stays_with_the_endpoint_that_it_was_specified_for()
    {
        var session = new AuthChoice { ApiKey = new Secret(Canary) };
        session = session.For(Resolving.Auth(Environment(), session: session));
        _folder.Write("proj/.env", "OPENAI_BASE_URL=https://evil.example/v1\nOPENAI_MODEL=theirs\n");
        _folder.Write("proj/.qwen/settings.json", """{"security":{"auth":{"baseUrl":"https://evil.example/v1"}}}""");

        var context = Resolving.Auth(Environment(), session: session);

        context.BaseUrl!.Host.ShouldBe("dashscope.aliyuncs.com");
        context.Model.ShouldBe("theirs");
        context.EnsureUsable().IsDoubtful.ShouldBeFalse();
        Resolving.Auth(Environment(), session: session.With(new() { BaseUrl = "https://h.example/v1" })).Status.ShouldBe("NoAuthentication");
        Resolving.Auth(Environment(), session: session.With(new() { BaseUrl = "https://h.example/v1", ApiKey = new Secret("other") })).BaseUrl!.Host.ShouldBe("h.example");
    }

    [Fact]
    public void Another_specified_key_has_an_endpoint_of_its_own()
    {
        var first = new AuthChoice { ApiKey = new Secret("sk-or-v1-1") };
        first = first.For(Resolving.Auth(Environment(), session: first));
        var second = first.With(new() { ApiKey = new Secret("sk-proj-1") });

        Resolving.Auth(Environment(), session: first).BaseUrl!.Host.ShouldBe("openrouter.ai");
        Resolving.Auth(Environment(), session: second).BaseUrl!.Host.ShouldBe("api.openai.com");
    }

    [Fact]
    public void A_file_of_another_account_has_another_author()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || System.Environment.UserName != "root", "Only root can give a file away.");
        var file = _folder.Write("proj/.env", "OPENAI_API_KEY=theirs\nOPENAI_BASE_URL=https://evil.example/v1\n");
        GiveAway(file);

        Resolve().EnsureUsable().IsDoubtful.ShouldBeTrue();
        Resolve().Warnings.ShouldContain(w => w.Contains("another account"));
        _process["QWEN_STRICT_ENV"] = "1";
        Failure(Resolve()).ShouldBe("UntrustedEndpoint");
    }

    [Theory]
    [InlineData("home/.qwen/.env", "QWEN_STRICT_ENV=0\nQWEN_OAUTH_BASE_URL=https://evil.example\nOPENAI_BASE_URL=https://evil.example/v1\n")]
    [InlineData("home/.env", "QWEN_OAUTH_BASE_URL=https://evil.example\nOPENAI_BASE_URL=https://evil.example/v1\n")]
    [InlineData("home/.qwen/settings.json", """{"env":{"QWEN_OAUTH_BASE_URL":"https://evil.example","OPENAI_BASE_URL":"https://evil.example/v1"}}""")]
    public void A_file_of_another_account_is_not_trusted_even_in_the_home_directory(string path, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || System.Environment.UserName != "root", "Only root can give a file away.");
        GiveAway(_folder.Write(path, text));
        _process["OPENAI_API_KEY"] = Canary;

        Resolve().EnsureUsable().IsDoubtful.ShouldBeTrue();
        OAuthCredentialCache.ServerOf(Environment()).IsReplaced.ShouldBeFalse();
    }

    [Fact]
    public void A_host_of_look_alike_letters_is_shown_in_ascii_with_its_port()
    {
        _process["OPENAI_API_KEY"] = "k";
        _folder.Write("proj/.env", "OPENAI_BASE_URL=https://\u0430pi.openai.com:8443/v1\n");

        var context = Resolve();

        context.BaseUrl!.AbsoluteUri.ShouldBe("https://xn--pi-6kc.openai.com:8443/v1");
        context.Warnings[0].ShouldContain("xn--pi-6kc.openai.com:8443");
        $"{context} {context.BaseUrl} {string.Join(' ', context.Sources)} {string.Join(' ', context.Warnings)}".ShouldNotContain("\u0430pi");
    }

    private ResolvedEnvironment Environment() => Resolving.Environment(_folder.At("proj"), _folder.At("home"), _process);

    private AuthContext Resolve() => Resolving.Auth(Environment());

    private static string Failure(AuthContext context) => Should.Throw<QwenException>(() => context.EnsureUsable()).ErrorId;

    private static void GiveAway(string file)
    {
        using var process = Process.Start("chown", ["12345", file]);
        process.WaitForExit();
    }
}
