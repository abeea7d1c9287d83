using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using QwenCode.Core.Tests.Chat;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Http;

public sealed class FailureClassifierTests
{
    [Theory]
    [InlineData(401, """{"error":{"code":"invalid_api_key","message":"Incorrect API key provided"}}""", "InvalidApiKey")]
    [InlineData(401, """{"code":"InvalidApiKey","message":"Invalid API-key provided.","request_id":"r"}""", "InvalidApiKey")]
    [InlineData(400, """{"code":"InvalidApiKey","message":"No API-key provided.","request_id":"r"}""", "InvalidApiKey")]
    [InlineData(401, "Unauthorized", "InvalidApiKey")]
    [InlineData(403, """{"error":{"code":"Model.AccessDenied","message":"Model access denied."}}""", "PermissionDenied")]
    [InlineData(403, """{"error":{"code":"AllocationQuota.FreeTierOnly","message":"The free tier of the model has been exhausted."}}""", "QuotaExceeded")]
    [InlineData(400, """{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing.","request_id":"r"}""", "QuotaExceeded")]
    [InlineData(402, """{"error":{"code":402,"message":"Insufficient credits."}}""", "QuotaExceeded")]
    [InlineData(429, """{"error":{"code":"insufficient_quota","message":"You exceeded your current quota"}}""", "QuotaExceeded")]
    [InlineData(429, """{"errors":{"message":"You have exceeded today's request limit, please try again tomorrow."},"request_id":"r"}""", "QuotaExceeded")]
    [InlineData(429, """{"code":"Throttling.RateQuota","message":"Requests rate limit exceeded, please try again later.","request_id":"r"}""", "RateLimited")]
    [InlineData(429, "", "RateLimited")]
    [InlineData(429, """{"message":"Too many tokens, please wait before trying again."}""", "RateLimited")]
    [InlineData(404, """{"error":{"code":"model_not_found","message":"The model `m` does not exist"}}""", "ModelNotFound")]
    [InlineData(404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", "ModelNotFound")]
    [InlineData(404, """{"error":{"code":404,"message":"No endpoints found for m."}}""", "ModelNotFound")]
    [InlineData(404, """{"error":{"message":"model \"m\" not found, try pulling it first","type":"not_found_error"}}""", "ModelNotFound")]
    [InlineData(400, """{"code":"InvalidParameter","message":"Model not exist.","request_id":"r"}""", "ModelNotFound")]
    [InlineData(400, """{"errors":{"message":"Invalid model id: m"}}""", "ModelNotFound")]
    [InlineData(404, "404 page not found", "InvalidRequest")]
    [InlineData(405, "", "InvalidRequest")]
    [InlineData(400, """{"error":{"code":"invalid_value","message":"Invalid value for 'temperature'"}}""", "InvalidRequest")]
    [InlineData(422, """{"detail":[{"loc":["body"],"msg":"field required"}]}""", "InvalidRequest")]
    [InlineData(400, """{"error":{"code":"context_length_exceeded","message":"too long"}}""", "ContextTooLong")]
    [InlineData(400, """{"error":{"message":"<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]"}}""", "ContextTooLong")]
    [InlineData(413, "<html><title>413 Request Entity Too Large</title></html>", "ContextTooLong")]
    [InlineData(400, """{"code":"DataInspectionFailed","message":"Input data may contain inappropriate content.","request_id":"r"}""", "ContentFiltered")]
    [InlineData(400, """{"error":{"code":"content_policy_violation","message":"rejected"}}""", "ContentFiltered")]
    [InlineData(403, """{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged."}}""", "ContentFiltered")]
    [InlineData(500, """{"code":"InternalError","message":"An internal error","request_id":"r"}""", "ServiceUnavailable")]
    [InlineData(503, """{"error":{"message":"The model is overloaded"}}""", "ServiceUnavailable")]
    [InlineData(408, "", "ServiceUnavailable")]
    [InlineData(502, "<html><title>502 Bad Gateway</title></html>", "ServiceUnavailable")]
    [InlineData(529, "", "ServiceUnavailable")]
    [InlineData(307, "", "ProtocolViolation")]
    [InlineData(403, "<html><title>Blocked</title></html>", "ProtocolViolation")]
    [InlineData(429, """{"error":{"type":"exceeded_current_quota_error","message":"Your account is suspended, please check your plan and billing details"}}""", "QuotaExceeded")]
    [InlineData(403, """{"error":{"message":"Key limit exceeded (total limit). Manage it in the settings","code":403}}""", "QuotaExceeded")]
    [InlineData(403, """{"error":{"message":"You've reached your usage limit for this billing cycle","type":"access_terminated_error"}}""", "QuotaExceeded")]
    [InlineData(403, """{"code":"The caller does not have permission","error":"Your team has used all available credits or reached its monthly spending limit."}""", "QuotaExceeded")]
    [InlineData(404, """{"error":{"message":"No endpoints found that support tool use.","code":404}}""", "InvalidRequest")]
    [InlineData(404, """{"error":{"message":"No endpoints available matching your guardrail restrictions and data policy.","code":404}}""", "InvalidRequest")]
    [InlineData(404, """{"error":{"message":"No allowed providers are available for the selected model.","code":404}}""", "InvalidRequest")]
    [InlineData(403, """{"error":{"message":"Input was flagged","code":403,"metadata":{"reasons":["violence"]}}}""", "ContentFiltered")]
    [InlineData(400, """{"contentFilter":[{"role":"user","level":1}],"error":{"code":"1301","message":"System detected potentially unsafe or sensitive content in input or generation."}}""", "ContentFiltered")]
    [InlineData(400, """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error"}}""", "ContextTooLong")]
    [InlineData(500, """{"error":{"code":500,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}""", "ContextTooLong")]
    [InlineData(400, """{"error":{"message":"Invalid request: Your request exceeded model token limit: 8192","type":"invalid_request_error"}}""", "ContextTooLong")]
    [InlineData(400, """{"error":{"code":"1261","message":"Prompt exceeds max length"}}""", "ContextTooLong")]
    [InlineData(400, """{"code":"Client specified an invalid argument","error":"This model's maximum prompt length is 131072 but the request contains 200000 tokens."}""", "ContextTooLong")]
    [InlineData(400, """{"error":{"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","code":400}}""", "ContextTooLong")]
    [InlineData(400, """{"error":{"message":"prompt is too long: 210000 tokens > 200000 maximum","type":"invalid_request_error"}}""", "ContextTooLong")]
    [InlineData(400, """{"object":"error","message":"The decoder prompt (length 8195) is longer than the maximum model length of 4096.","type":"BadRequestError"}""", "ContextTooLong")]
    public void Status_and_message_decide_the_error(int status, string body, string errorId)
    {
        var exception = FailureClassifier.FromResponse(Answers.Facts, Answers.Of(status, body), new ManualTimeProvider());

        exception.ErrorId.ShouldBe(errorId);
        exception.StatusCode.ShouldBe(status);
    }

    [Fact]
    public void A_model_that_cannot_do_what_is_requested_is_not_a_wrong_base_URL()
    {
        var error = FailureClassifier.FromResponse(Answers.Facts, Answers.Of(404, """{"error":{"message":"No endpoints found that support tool use.","code":404}}"""), new ManualTimeProvider());

        error.Message.ShouldNotContain("does not exist");
        error.RecommendedAction.ShouldStartWith("Change the parameter");
    }

    [Theory]
    [InlineData("Half an", "Retry later; the text received so far is in the exception's PartialAnswer.")]
    [InlineData(null, "Retry later, or raise -MaximumRetryCount.")]
    public void After_the_first_text_no_retries_are_advised(string? text, string next)
    {
        var facts = Answers.Facts with { Status = 200, PartialAnswer = text };

        FailureClassifier.FromErrorObject(facts, new ServiceError("502", "disconnected", null)).RecommendedAction.ShouldBe(next);
        FailureClassifier.FromErrorObject(facts, new ServiceError("429", "slow down", null)).RecommendedAction.Contains("-MaximumRetryCount").ShouldBe(text is null);
    }

    [Fact]
    public void A_proxy_that_requires_a_password_is_not_taken_for_the_service()
    {
        var facts = Answers.Facts with { Proxy = new Uri("http://ann:word@proxy.example:3128") };

        var error = FailureClassifier.FromResponse(facts, Answers.Of(407, "<html>", "text/html"), new ManualTimeProvider());

        error.ErrorId.ShouldBe("ConnectionFailed");
        error.Message.ShouldContain(" through the proxy http://proxy.example:3128 failed: the proxy requires a user name and password");
        FailureClassifier.FromResponse(Answers.Facts, Answers.Of(407, ""), new ManualTimeProvider()).ErrorId.ShouldBe("InvalidRequest");
    }

    [Fact]
    public void Behind_a_proxy_a_connection_without_TLS_is_not_blamed_on_the_base_URL()
    {
        var facts = Answers.Facts with { Proxy = new Uri("http://proxy.example:3128") };
        var exception = new HttpRequestException("x", new AuthenticationException("Cannot determine the frame size or a corrupted frame was received."));

        var error = NetworkFailures.FromException(facts, exception);

        error.ErrorId.ShouldBe("TlsFailed");
        error.Message.ShouldNotContain("http:// may be intended");
        error.RecommendedAction.ShouldStartWith("Check the proxy settings");
    }

    [Fact]
    public void An_error_has_the_services_message_the_request_id_and_the_time_to_wait()
    {
        var answer = Answers.Of(429, """{"code":"Throttling","message":"slow down","request_id":"r-1"}""", "application/json", ("Retry-After", "600"));

        var exception = FailureClassifier.FromResponse(Answers.Facts with { Attempts = 3 }, answer, new ManualTimeProvider());

        (exception.RequestId, exception.RetryAfter, exception.Attempts).ShouldBe(("r-1", TimeSpan.FromMinutes(10), 3));
        exception.Message.ShouldContain("slow down");
        exception.RecommendedAction.ShouldBe("Retry in 10 min 0 s, or send fewer requests at once.");
        exception.Message.ShouldContain(Answers.Facts.Endpoint);
    }

    [Theory]
    [InlineData("86400", "Retry in 24 h 0 min,")]
    [InlineData("86401", "more than a day")]
    [InlineData("99999999999999999999", "more than a day")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "more than a day")]
    public void Nobody_is_advised_to_wait_for_years(string retryAfter, string advice)
    {
        var answer = Answers.Of(429, "", "application/json", ("Retry-After", retryAfter));

        FailureClassifier.FromResponse(Answers.Facts, answer, new ManualTimeProvider()).Message.ShouldContain(advice);
    }

    [Theory]
    [InlineData("""{"code":"insufficient_quota","message":"x"}""", "QuotaExceeded")]
    [InlineData("""{"code":502,"message":"Provider returned error"}""", "ServiceUnavailable")]
    [InlineData("""{"code":"429","message":"slow down"}""", "RateLimited")]
    [InlineData("""{"message":"The server had an error while processing your request.","type":"server_error"}""", "ServiceUnavailable")]
    [InlineData("""{"message":"You exceeded your current quota. Please retry in 35.2s.","status":"RESOURCE_EXHAUSTED"}""", "RateLimited")]
    [InlineData("""{"message":"Overloaded","type":"overloaded_error"}""", "ServiceUnavailable")]
    [InlineData("""{"message":"Requests rate limit exceeded, please try again later.","code":"Throttling.RateQuota"}""", "RateLimited")]
    [InlineData("""{"message":"Rate limit reached for requests","type":"requests","code":"rate_limit_exceeded"}""", "RateLimited")]
    [InlineData("""{"message":"Resource exhausted","status":"RESOURCE_EXHAUSTED"}""", "RateLimited")]
    [InlineData("\"upstream timed out\"", "ServiceUnavailable")]
    [InlineData("""{"message":"temperature: out of range","type":"invalid_request_error"}""", "InvalidRequest")]
    [InlineData("""{"message":"<400> InternalError.Algo.InvalidParameter: bad top_p"}""", "InvalidRequest")]
    [InlineData("""{"message":"who are you","type":"authentication_error"}""", "InvalidApiKey")]
    [InlineData("""{"message":"not for you","status":"PERMISSION_DENIED"}""", "PermissionDenied")]
    [InlineData("""{"message":"something odd"}""", "ProtocolViolation")]
    [InlineData("\"something odd\"", "ProtocolViolation")]
    public void The_code_of_an_error_object_in_a_200_decides_the_error(string error, string errorId)
    {
        using var document = JsonDocument.Parse(error);
        var facts = Answers.Facts with { Status = 200 };

        FailureClassifier.FromErrorObject(facts, ServiceErrorReader.Read(document.RootElement)).ErrorId.ShouldBe(errorId);
    }

    public static TheoryData<Exception, string, string> Failures => new()
    {
        { new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)), "ConnectionFailed", "connection refused" },
        { new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)), "ConnectionFailed", "host name cannot be resolved" },
        { new HttpRequestException("x", new SocketException((int)SocketError.NetworkUnreachable)), "ConnectionFailed", "network is unreachable" },
        { new HttpRequestException("x", new IOException("x", new SocketException((int)SocketError.ConnectionReset))), "ConnectionFailed", "reset" },
        { new HttpRequestException("x", new AuthenticationException("The remote certificate is invalid.")), "TlsFailed", "certificate is invalid" },
        { new HttpRequestException(HttpRequestError.ResponseEnded), "IncompleteAnswer", "closed before" },
        { new HttpIOException(HttpRequestError.ResponseEnded), "IncompleteAnswer", "closed before" },
        { new IOException("x"), "IncompleteAnswer", "closed before" },
        { new AggregateException(new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused))), "ConnectionFailed", "connection refused" },
        { new HttpRequestException("The proxy tunnel request failed."), "ConnectionFailed", "proxy tunnel" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void The_exception_of_the_network_decides_the_error(Exception failure, string errorId, string words)
    {
        var exception = NetworkFailures.FromException(Answers.Facts, failure);

        exception.ErrorId.ShouldBe(errorId);
        exception.Message.ShouldContain(words);
        exception.InnerException.ShouldBeSameAs(failure);
    }
}
