using System.Net.Sockets;
using System.Security.Authentication;
using QwenCode.Core.Tests.Chat;
using QwenCode.Http;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Http;

public sealed class RetryRuleTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public void A_transient_status_is_retried(int status) => Rule().DelayBefore(1, Answers.Of(status, "{}")).ShouldNotBeNull();

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(501)]
    public void A_permanent_status_is_not_retried(int status) => Rule().DelayBefore(1, Answers.Of(status, "{}")).ShouldBeNull();

    [Theory]
    [InlineData("""{"error":{"code":"insufficient_quota","message":"x"}}""")]
    [InlineData("""{"code":"AllocationQuota.FreeTierOnly","message":"x","request_id":"r"}""")]
    [InlineData("""{"errors":{"message":"You have exceeded today's request limit, please try again tomorrow."}}""")]
    public void An_exhausted_quota_is_not_retried_although_it_is_a_429(string body) => Rule().DelayBefore(1, Answers.Of(429, body)).ShouldBeNull();

    [Theory]
    [InlineData(500, """{"type":"error","error":{"type":"api_error","message":"insufficient balance (1008)"}}""")]
    [InlineData(500, """{"error":{"code":500,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}""")]
    [InlineData(503, """{"error":{"message":"You exceeded your current quota"}}""")]
    public void What_no_retry_fixes_is_not_retried_although_it_is_a_5xx(int status, string body) => Rule().DelayBefore(1, Answers.Of(status, body)).ShouldBeNull();

    [Fact]
    public void Too_many_tokens_in_a_minute_are_retried() =>
        Rule().DelayBefore(1, Answers.Of(429, """{"message":"Too many tokens, please wait before trying again."}""")).ShouldNotBeNull();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("1.5", 1.5)]
    [InlineData("60", 60)]
    public void Retry_After_in_seconds_is_observed_exactly(string value, double seconds) =>
        Rule().DelayBefore(1, Answers.WithHeader(429, "Retry-After", value)).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("Wed, 04 Mar 2026 12:00:20 GMT", 20)]
    [InlineData("Wed, 04 Mar 2026 11:59:00 GMT", 0)]
    public void Retry_After_may_be_a_date(string value, double seconds) =>
        Rule().DelayBefore(1, Answers.WithHeader(503, "Retry-After", value)).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Milliseconds_take_precedence_over_seconds()
    {
        var answer = Answers.Of(429, "{}", "application/json", ("retry-after-ms", "250"), ("Retry-After", "9"));

        Rule().DelayBefore(1, answer).ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Theory]
    [InlineData("61")]
    [InlineData("600")]
    [InlineData("1e99")]
    [InlineData("Wed, 04 Mar 2026 13:00:00 GMT")]
    public void A_wait_of_more_than_a_minute_is_not_retried(string value)
    {
        var answer = Answers.WithHeader(429, "Retry-After", value);

        Rule().DelayBefore(1, answer).ShouldBeNull();
        RetryRule.RetryAfter(answer, _time)!.Value.ShouldBeGreaterThan(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    public void An_invalid_Retry_After_leaves_the_usual_pause(string value)
    {
        var answer = Answers.WithHeader(429, "Retry-After", value);

        RetryRule.RetryAfter(answer, _time).ShouldBeNull();
        Rule().DelayBefore(1, answer).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(5, 16)]
    [InlineData(6, 30)]
    [InlineData(40, 30)]
    public void The_pause_doubles_up_to_half_a_minute_less_up_to_a_quarter_at_random(int attempts, double most)
    {
        for (var i = 0; i < 100; i++)
        {
            var pause = Rule(maximumRetryCount: 100).DelayBefore(attempts, Answers.Of(500, ""))!.Value.TotalSeconds;
            pause.ShouldBeInRange(most * 0.75, most);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_longer_pause_is_kept_as_it_was_specified(int attempts) =>
        new RetryRule(maximumRetryCount: 100, TimeSpan.FromMinutes(10), _time).DelayBefore(attempts, Answers.Of(500, ""))!.Value.TotalMinutes.ShouldBeInRange(7.5, 10);

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, false)]
    public void Attempts_end_with_the_maximum(int maximumRetryCount, int attempts, bool again)
    {
        Rule(maximumRetryCount).DelayBefore(attempts, Answers.Of(503, "")).HasValue.ShouldBe(again);
        Rule(maximumRetryCount).DelayBefore(attempts, new HttpRequestException()).HasValue.ShouldBe(again);
    }

    [Fact]
    public void A_broken_connection_is_retried() =>
        Rule().DelayBefore(1, new HttpRequestException("", new SocketException((int)SocketError.ConnectionReset))).ShouldNotBeNull();

    [Fact]
    public void A_permanent_failure_of_the_connection_is_not_retried()
    {
        Exception[] lasting =
        [
            new AuthenticationException(),
            new SocketException((int)SocketError.ConnectionRefused),
            new SocketException((int)SocketError.HostNotFound),
        ];

        foreach (var cause in lasting)
            Rule().DelayBefore(1, new HttpRequestException("", cause)).ShouldBeNull();
        Rule().DelayBefore(1, new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded)).ShouldBeNull();
        Rule().DelayBefore(1, new InvalidOperationException()).ShouldBeNull();
    }

    private RetryRule Rule(int maximumRetryCount = 3) => new(maximumRetryCount, RetryRule.DefaultInterval, _time);
}
