using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

public sealed class AuthChoiceTests
{
    private static readonly Secret Key = new("k");

    private static readonly AuthChoice Full = new()
    {
        Method = AuthMethod.ApiKey, Provider = "OpenAI", BaseUrl = "https://h/v1", Model = "m", ApiKey = Key,
    };

    private static AuthChoice ForEndpoint(string url) =>
        new() { ApiKey = Key, KeyEndpoint = new SourcedValue(url, new ValueSource(ValueSourceKind.Process, "OPENAI_BASE_URL")) };

    [Theory]
    [InlineData("DashScope", null, "TokenPlanIntl", null, true)]
    [InlineData("MoonshotCN", null, "Kimi", null, true)]
    [InlineData("DashScope", null, "ModelScope", null, false)]
    [InlineData("OpenRouter", null, "OpenAI", null, false)]
    [InlineData("DashScope", "https://proxy.example/v1", "DashScopeIntl", null, false)]
    [InlineData("DashScope", null, "DashScopeWorkspace", "https://proxy.example/v1", false)]
    [InlineData(null, null, "DashScope", null, false)]
    [InlineData(null, "https://dashscope.aliyuncs.com", "CodingPlan", null, true)]
    [InlineData("DashScope", "https://dashscope.aliyuncs.com.example.com", "CodingPlan", null, false)]
    public void A_key_stays_with_its_vendor_at_another_region_or_plan(string? provider, string? baseUrl, string other, string? otherUrl, bool stays)
    {
        var choice = new AuthChoice { Provider = provider, BaseUrl = baseUrl, ApiKey = Key, Model = "m" }.With(new() { Provider = other, BaseUrl = otherUrl });

        (choice.ApiKey is not null, choice.Model).ShouldBe((stays, null));
    }

    [Theory]
    [InlineData("https://api.moonshot.ai/v1", true)]
    [InlineData("https://proxy.example/v1", false)]
    public void A_key_that_stays_with_an_endpoint_has_its_vendor(string endpoint, bool stays)
    {
        var url = new SourcedValue(endpoint, new ValueSource(ValueSourceKind.Process, "OPENAI_BASE_URL"));

        new AuthChoice { Provider = "Moonshot", ApiKey = Key, KeyEndpoint = url }.With(new() { Provider = "MoonshotCN" })
            .ShouldBe(new() { Provider = "MoonshotCN", ApiKey = stays ? Key : null });
    }

    [Fact]
    public void A_change_of_nothing_keeps_everything() => Full.With(AuthChoice.None).ShouldBe(Full);

    [Fact]
    public void Another_model_keeps_the_rest() => Full.With(new() { Model = "n" }).ShouldBe(Full with { Model = "n" });

    [Fact]
    public void Another_provider_clears_endpoint_key_and_model_of_the_old_one() =>
        Full.With(new() { Provider = "DashScope" }).ShouldBe(new() { Method = AuthMethod.ApiKey, Provider = "DashScope" });

    [Fact]
    public void The_same_provider_in_other_case_keeps_the_key() =>
        Full.With(new() { Provider = "openai" }).ShouldBe(Full with { Provider = "openai" });

    [Fact]
    public void Another_provider_can_have_its_own_key_and_endpoint()
    {
        var change = new AuthChoice { Provider = "ModelScope", ApiKey = new Secret("ms-1"), BaseUrl = "https://m/v1", Model = "q" };

        Full.With(change).ShouldBe(change with { Method = AuthMethod.ApiKey });
    }

    [Fact]
    public void Another_method_clears_the_key() =>
        Full.With(new() { Method = AuthMethod.Environment }).ApiKey.ShouldBeNull();

    [Fact]
    public void A_key_for_a_session_with_only_an_endpoint_keeps_the_endpoint() =>
        new AuthChoice { BaseUrl = "https://h/v1", Model = "m" }.With(new() { Method = AuthMethod.ApiKey, ApiKey = Key })
            .ShouldBe(new() { Method = AuthMethod.ApiKey, BaseUrl = "https://h/v1", Model = "m", ApiKey = Key });

    [Fact]
    public void OAuth_clears_the_key_and_its_endpoint() =>
        Full.With(new() { Method = AuthMethod.OAuth }).ShouldBe(new() { Method = AuthMethod.OAuth });

    [Fact]
    public void OAuth_clears_a_model_that_was_specified_for_the_environment() =>
        new AuthChoice { Model = "m" }.With(new() { Method = AuthMethod.OAuth }).ShouldBe(new() { Method = AuthMethod.OAuth });

    [Fact]
    public void A_provider_clears_OAuth() =>
        new AuthChoice { Method = AuthMethod.OAuth, Model = "m" }.With(new() { Provider = "OpenRouter" }).ShouldBe(new() { Provider = "OpenRouter" });

    [Fact]
    public void Method_Environment_clears_everything_but_the_syntax() =>
        (Full with { EnvSyntax = EnvSyntax.DotNetEnv }).With(new() { Method = AuthMethod.Environment }).ShouldBe(new() { EnvSyntax = EnvSyntax.DotNetEnv });

    [Theory]
    [InlineData("https://other/v1")]
    [InlineData("http://h/v1")]
    [InlineData("https://h:8443/v1")]
    [InlineData("https://h.evil.example/v1")]
    public void A_base_URL_of_another_host_clears_the_key_and_keeps_the_rest(string url)
    {
        Full.With(new() { BaseUrl = url }).ShouldBe(Full with { BaseUrl = url, ApiKey = null });
        ForEndpoint("https://h/v1").With(new() { BaseUrl = url }).ShouldBe(new() { BaseUrl = url });
        Full.With(new() { BaseUrl = url, ApiKey = new Secret("other") }).ApiKey?.Reveal().ShouldBe("other");
    }

    [Theory]
    [InlineData("https://h/v1")]
    [InlineData("https://H:443/openai/v1?a=b")]
    [InlineData(" https://h/v2/chat/completions")]
    public void Another_path_of_the_same_host_keeps_the_key(string url)
    {
        Full.With(new() { BaseUrl = url }).ShouldBe(Full with { BaseUrl = url });
        ForEndpoint("https://h/v1").With(new() { BaseUrl = url }).ApiKey.ShouldBe(Key);
        ForEndpoint("h.openai.azure.com").With(new() { BaseUrl = "https://h.openai.azure.com/openai/v1" }).ApiKey.ShouldBe(Key);
    }

    [Fact]
    public void Another_port_of_this_machine_is_another_host() =>
        ForEndpoint("http://127.0.0.1:1/v1").With(new() { BaseUrl = "http://127.0.0.1:2/v1" }).ApiKey.ShouldBeNull();

    [Fact]
    public void The_key_stays_with_the_endpoint_that_it_was_specified_for_through_several_changes()
    {
        var there = Full with { KeyEndpoint = new SourcedValue("https://first/v1", new ValueSource(ValueSourceKind.Process, "OPENAI_BASE_URL")) };

        there.With(new() { BaseUrl = "https://first/v2" }).With(new() { BaseUrl = "https://first/v3", Model = "n" }).ApiKey.ShouldBe(Key);
        there.With(new() { BaseUrl = "https://h/v2" }).ApiKey.ShouldBeNull();
    }

    [Fact]
    public void A_change_leaves_the_original_choice_unchanged()
    {
        var before = Full with { };

        Full.With(new() { Provider = "DashScope", Model = "x" });

        Full.ShouldBe(before);
    }
}
