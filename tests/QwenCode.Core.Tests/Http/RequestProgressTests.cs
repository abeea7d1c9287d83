using QwenCode.Http;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Http;

/// <summary>The times and texts of progress.</summary>
public sealed class RequestProgressTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RequestProgress _progress;

    public RequestProgressTests() => _progress = new RequestProgress(_time);

    [Fact]
    public void Nothing_is_shown_for_two_seconds_and_then_it_is_renewed_each_second()
    {
        _time.Advance(TimeSpan.FromMinutes(5));
        _progress.Begin();
        var request = Request();
        request.Sent();

        _progress.TimeToNext.ShouldBe(TimeSpan.FromSeconds(2));
        Pass(1.5);
        _progress.TimeToNext.ShouldBe(TimeSpan.FromSeconds(0.5));
        Pass(0.5);
        _progress.TimeToNext.ShouldBe(TimeSpan.Zero);
        _progress.Show([request]).ShouldBe(new ProgressReport("Chat request to qwen3-max", "Waiting for the answer, 2 s", -1, -1));
        _progress.TimeToNext.ShouldBe(TimeSpan.FromSeconds(1));
        Pass(75);
        _progress.TimeToNext.ShouldBe(TimeSpan.Zero);
        _progress.Show([request]).Status.ShouldBe("Waiting for the answer, 1 min 17 s");
    }

    [Fact]
    public void One_request_shows_what_it_waits_for_and_how_long()
    {
        var request = Request();
        Status(request).ShouldBe(("Preparing the request", -1));

        request.WaitForRate(TimeSpan.FromSeconds(41.3));
        Pass(1);
        Status(request).ShouldBe(("Rate limit: the request is sent in 41 s", 41));
        Pass(50);
        Status(request).ShouldBe(("Rate limit: the request is sent in 1 s", 0));

        request.WaitForToken();
        Pass(3);
        Status(request).ShouldBe(("Waiting for a token, 3 s", -1));

        request.Sent();
        Pass(4.9);
        Status(request).ShouldBe(("Waiting for the answer, 4 s", -1));

        request.WaitToRetry("HTTP 429", 2, 3, TimeSpan.FromSeconds(70));
        Pass(0.5);
        Status(request).ShouldBe(("HTTP 429: retry 2 of 3 in 1 min 10 s", 70));
        request.Sent();
        Pass(12);
        Status(request).ShouldBe(("Waiting for the answer, 12 s (retry 2 of 3)", -1));

        request.Begin("Model list request", "", "response");
        request.Sent();
        var report = _progress.Show([request]);
        (report.Title, report.Status).ShouldBe(("Model list request", "Waiting for the response, 0 s"));
    }

    [Fact]
    public void Received_characters_are_counted_for_each_attempt_and_reasoning_until_the_text_begins()
    {
        var request = Request();
        request.Sent();
        request.Receive(0, 1);
        Status(request).Status.ShouldBe("Thinking, 1 character in 0 s");
        request.Receive(0, 1239);
        Pass(8);
        Status(request).Status.ShouldBe($"Thinking, {1240:N0} characters in 8 s");
        request.Receive(20, 0);
        Status(request).Status.ShouldBe("Receiving the answer, 20 characters in 8 s");
        request.Sent();
        Status(request).Status.ShouldBe("Waiting for the answer, 0 s");
    }

    [Fact]
    public void Several_requests_show_how_many_are_done_and_what_the_others_wait_for()
    {
        RequestActivity[] requests = [Request(), Request(), Request(), Request()];
        foreach (var request in requests)
            request.Sent();
        Pass(3);
        _progress.Show(requests).Status.ShouldBe("0 done, 0 failed; 4 in progress, the oldest for 3 s");

        Pass(3);
        _progress.Done(failed: false).ShouldBeTrue("The number that is shown is no longer true.");
        _progress.Show(requests[1..]).Status.ShouldBe("1 done, 0 failed, 10 per minute; 3 in progress, the oldest for 6 s");
        requests[1].WaitForRate(TimeSpan.FromSeconds(20));
        requests[2].WaitForRate(TimeSpan.FromSeconds(9));
        requests[3].WaitToRetry("HTTP 503", 1, 3, TimeSpan.FromSeconds(4));
        Pass(1);
        _progress.Show(requests[1..]).Status.ShouldEndWith("; 2 waiting for the rate limit, next in 8 s; 1 waiting to retry, next in 3 s");
        _progress.Show(requests[3..]).Status.ShouldEndWith("; HTTP 503: retry 1 of 3 in 3 s");
    }

    [Fact]
    public void After_the_end_of_the_input_percentage_and_remaining_time_are_shown()
    {
        for (var i = 0; i < 3; i++)
            _progress.Done(failed: i == 1);
        _progress.InputEnded(3);
        Pass(2);
        _progress.Show([]).ShouldBe(new ProgressReport("Chat requests", "3 of 6 done, 1 failed, 1.5 per second", 50, 2));
        Pass(4);
        _progress.Show([]).ShouldBe(new ProgressReport("Chat requests", "3 of 6 done, 1 failed, 30 per minute", 50, 6));
    }

    [Fact]
    public void Completed_requests_are_shown_at_most_five_times_per_second_and_a_single_one_not_at_all()
    {
        Pass(0.5);
        _progress.Done(failed: false).ShouldBeFalse();
        _progress.Done(failed: false).ShouldBeTrue();
        _progress.Show([]);
        Pass(0.1);
        _progress.Done(failed: false).ShouldBeFalse();
        Pass(0.1);
        _progress.Done(failed: false).ShouldBeTrue();
    }

    [Fact]
    public void The_end_of_a_request_that_was_shown_alone_is_not_shown_as_one_of_several()
    {
        var request = Request();
        request.Sent();
        Pass(3);
        _progress.Show([request]).Title.ShouldStartWith("Chat request ");
        Pass(1);
        _progress.Done(failed: false).ShouldBeFalse();
    }

    [Fact]
    public void Hidden_progress_waits_two_seconds_again()
    {
        _progress.Begin();
        Pass(2);
        _progress.Show([Request()]);

        _progress.Hide();
        _progress.Begin();

        _progress.TimeToNext.ShouldBe(TimeSpan.FromSeconds(2));
    }

    private RequestActivity Request()
    {
        var request = new RequestActivity(_time);
        request.Begin("Chat request", "qwen3-max", "answer");
        return request;
    }

    private (string Status, int Seconds) Status(RequestActivity request)
    {
        var report = _progress.Show([request]);
        return (report.Status, report.SecondsLeft);
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
