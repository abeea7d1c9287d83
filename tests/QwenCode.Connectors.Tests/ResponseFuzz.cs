using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Connectors;
using QwenCode.Http;
using QwenCode.Loopback;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Testing;

/// <summary>
/// Requests mutated responses in every way that the module has, over real HTTP, and checks whether each ends in time as an answer
/// or as an error of the module.
/// </summary>
/// <param name="server">Where <see cref="Serve"/> answers.</param>
internal sealed class ResponseFuzz(Uri server) : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(2);

    // On a machine with other work to do.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);
    private const int MostMessage = 4000;

    private readonly ChatService _service = new(new OpenAISender(), TimeProvider.System);
    private readonly HttpClient _loginClient = OAuthHttp.Create();
    private readonly ConcurrentDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = new();

    /// <summary>How often what came of it: <c>answer</c>, or an error's id.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>What should not have happened.</summary>
    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>A server of mutated responses.</summary>
    /// <param name="seed">Decides them.</param>
    public static RawServer Serve(int seed) => new((request, stream, token) =>
    {
        var number = int.Parse(request.Path.Split('/')[1], CultureInfo.InvariantCulture);
        var kind = (number % 6) switch
        {
            0 => ResponseKind.Chat,
            1 => ResponseKind.Stream,
            2 => ResponseKind.Models,
            3 => ResponseKind.Device,
            _ => ResponseKind.Token,
        };
        return MutatedResponse.Create(kind, seed + number).WriteAsync(stream, token);
    });

    /// <summary>Sends several requests at once.</summary>
    public Task RunAsync(int count, int atOnce, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(Enumerable.Range(0, count), options, async (i, token) => await OneAsync(i, token));
    }

    public void Dispose() => _loginClient.Dispose();

    private async Task OneAsync(int number, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
#pragma warning disable CA1031 // Any exception is a finding.
        try
        {
            await AskAsync(number, cancellationToken);
            Count("answer");
        }
        catch (QwenException exception)
        {
            Count(exception.ErrorId);
            if (exception.ErrorId == "UnexpectedFailure")
                _findings.Enqueue($"{number}: {exception.Message}");
            if (exception.Message.Length > MostMessage || exception.Message.Any(char.IsControl))
                _findings.Enqueue($"{number}: a message of {exception.Message.Length} characters, or with control characters");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _findings.Enqueue($"{number}: {exception}");
        }
#pragma warning restore CA1031

        if (clock.Elapsed > MostTime)
            _findings.Enqueue($"{number}: took {clock.Elapsed}");
    }

    private void Count(string outcome) => _outcomes.AddOrUpdate(outcome, 1, static (_, before) => before + 1);

    private async Task AskAsync(int number, CancellationToken cancellationToken)
    {
        var origin = new Uri(server, $"/{number}");
        var transport = new OAuthTransport(_loginClient, TimeProvider.System);
        switch (number % 6)
        {
            case 0:
                _ = (await _service.AskAsync(Request, Context(origin), Options, cancellationToken)).Conversation;
                break;
            case 1:
                await foreach (var delta in _service.StreamAsync(Request, Context(origin), Options, cancellationToken))
                    _ = delta.Text;
                break;
            case 2:
                _ = await _service.ListModelsAsync(Context(origin), Options, cancellationToken);
                break;
            case 3:
                _ = (await new DeviceFlow(Login(origin), transport).RequestAsync(cancellationToken)).PageOn(Login(origin));
                break;
            case 4:
                _ = await new DeviceFlow(Login(origin), transport).PollAsync(Authorization, cancellationToken);
                break;
            default:
                _ = await new TokenRefresh(Login(origin), () => transport).RefreshAsync(Stored, cancellationToken);
                break;
        }
    }

    private static ChatRequest Request { get; } = new() { Conversation = Conversation.Empty.Add(new ChatMessage("user", "hello")) };

    private static CallOptions Options { get; } = new()
    {
        MaximumRetryCount = 1, RetryInterval = TimeSpan.FromMilliseconds(1), Timeout = RequestTimeout, IdleTimeout = IdleTimeout,
    };

    private static DeviceAuthorization Authorization => new()
    {
        UserCode = "u",
        VerificationUri = new Uri("https://chat.qwen.ai/"),
        ExpiresAt = DateTimeOffset.UtcNow + RequestTimeout,
        DeviceCode = new Secret("device-0123456789"),
        Verifier = new Secret("verifier-0123456789"),
    };

    private static OAuthCredentials Stored { get; } = new()
    {
        AccessToken = new Secret("access-0123456789"), RefreshToken = new Secret("refresh-0123456789"), ExpiresAt = DateTimeOffset.UtcNow,
    };

    private static OAuthServer Login(Uri origin) => OAuthServer.Default.With(origin.AbsoluteUri, "the test", null);

    private static AuthContext Context(Uri origin) => TestEndpoint.Context(
        new Uri($"{origin.AbsoluteUri}/v1"), TimeProvider.System, "qwen3-max", new ApiKeyCredential(new Secret("sk-fuzz-0123456789abcdef")));
}
