using QwenCode.Showing;

namespace QwenCode.Http;

/// <summary>Keeps what a request is doing, for progress. One thread at a time reports to it, and any other may read.</summary>
/// <param name="time">The clock.</param>
internal sealed class RequestActivity(TimeProvider time)
{
    private volatile Change? _change;
    private string _name = "";
    private string _target = "";
    private string _response = "response";
    private int _text;
    private int _reasoning;
    private long _bytes;

    /// <summary>A sign-in that begins now.</summary>
    /// <param name="service">The host or service.</param>
    /// <param name="response">What it waits for.</param>
    public static RequestActivity SignIn(string service, string response)
    {
        var activity = new RequestActivity(TimeProvider.System);
        activity.Begin("Sign-in", service, response);
        activity.Sent();
        return activity;
    }

    /// <summary>The request and its target.</summary>
    public string Title => _target.Length == 0 ? _name : $"{_name} to {_target}";

    /// <summary>Why the attempt before this one failed, in a word or two; <see langword="null"/> if none did.</summary>
    public string? FailedAttempt => _change is { Retry: not null, Reason: var reason } ? reason : null;

    /// <summary>What it is doing now.</summary>
    public RequestState State
    {
        get
        {
            if (_change is not { } change)
                return new RequestState(RequestStep.Preparing, "preparing the request", TimeSpan.Zero, null);
            var elapsed = time.GetElapsedTime(change.Start);
            var left = change.Wait > elapsed ? change.Wait - elapsed : TimeSpan.Zero;
            return change.Step switch
            {
                RequestStep.WaitingForRate => new(change.Step, $"rate limit: the request is sent in {InSeconds.Left(left)}", elapsed, left),
                RequestStep.WaitingToRetry => new(change.Step, $"{change.Reason}: {change.Retry} in {InSeconds.Left(left)}", elapsed, left),
                RequestStep.WaitingForToken => new(change.Step, $"waiting for a token, {InSeconds.Elapsed(elapsed)}", elapsed, null),
                _ => new(change.Step, Receiving(InSeconds.Elapsed(elapsed)) + (change.Retry is { } retry ? $" ({retry})" : ""), elapsed, null),
            };
        }
    }

    /// <summary>Reports that a request begins.</summary>
    /// <param name="name">The kind of request.</param>
    /// <param name="target">The model or host; may be empty.</param>
    /// <param name="response">What it waits for.</param>
    public void Begin(string name, string target, string response)
    {
        (_name, _target, _response) = (name, target, response);
        _change = null;
    }

    /// <summary>Reports that it waits for an access token.</summary>
    public void WaitForToken() => Set(RequestStep.WaitingForToken);

    /// <summary>Reports that it waits for the rate limit.</summary>
    public void WaitForRate(TimeSpan wait) => Set(RequestStep.WaitingForRate, wait);

    /// <summary>Reports that it failed and waits for its retry.</summary>
    /// <param name="reason">The reason, in a word or two.</param>
    /// <param name="number">The number of the retry, from 1.</param>
    /// <param name="maximum">The maximum number of retries.</param>
    /// <param name="wait">The time until then.</param>
    public void WaitToRetry(string reason, int number, int maximum, TimeSpan wait) =>
        _change = new Change(RequestStep.WaitingToRetry, time.GetTimestamp(), wait, reason, $"retry {number} of {maximum}");

    /// <summary>Reports that it was sent.</summary>
    public void Sent()
    {
        _text = _reasoning = 0;
        _bytes = 0;
        Set(RequestStep.Sent);
    }

    /// <summary>Reports that a chunk of the answer has arrived.</summary>
    /// <param name="text">The characters of its text.</param>
    /// <param name="reasoning">The characters of its reasoning.</param>
    public void Receive(int text, int reasoning)
    {
        _text += text;
        _reasoning += reasoning;
    }

    /// <summary>Reports that a part of a file has arrived.</summary>
    /// <param name="bytes">Its length.</param>
    public void ReceiveBytes(int bytes) => _bytes += bytes;

    private void Set(RequestStep step, TimeSpan wait = default) =>
        _change = new Change(step, time.GetTimestamp(), wait, _change?.Reason ?? "", _change?.Retry);

    private string Receiving(string elapsed) => (Volatile.Read(ref _text), Volatile.Read(ref _reasoning)) switch
    {
        (0, 0) when Volatile.Read(ref _bytes) is > 0 and var bytes => $"receiving the {_response}, {HumanText.Size(bytes)} in {elapsed}",
        (0, 0) => $"waiting for the {_response}, {elapsed}",
        (0, var reasoning) => $"thinking, {Characters(reasoning)} in {elapsed}",
        var (text, _) => $"receiving the {_response}, {Characters(text)} in {elapsed}",
    };

    private static string Characters(int count) => count == 1 ? "1 character" : $"{count:N0} characters";

    private sealed class Change(RequestStep step, long start, TimeSpan wait, string reason, string? retry)
    {
        public RequestStep Step => step;

        public long Start => start;

        public TimeSpan Wait => wait;

        public string Reason => reason;

        public string? Retry => retry;
    }
}
