using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Http;

/// <summary>Unforeseen exceptions of a sender.</summary>
public sealed class UnforeseenFailureTests
{
    private const string Key = "sk-canary-0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Type, string> Failures => new()
    {
        { typeof(FormatException), "UnexpectedFailure" },
        { typeof(NullReferenceException), "UnexpectedFailure" },
        { typeof(ArgumentOutOfRangeException), "UnexpectedFailure" },
        { typeof(UriFormatException), "UnexpectedFailure" },
        { typeof(NotSupportedException), "UnexpectedFailure" },
        { typeof(OutOfMemoryException), "UnexpectedFailure" },
        { typeof(InvalidDataException), "ProtocolViolation" },
        { typeof(TaskCanceledException), "ConnectionFailed" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_a_sender_throws_is_an_error_of_the_module(Type failure, string errorId)
    {
        var exception = (Exception)Activator.CreateInstance(failure, "what happened")!;

        var (whole, streamed, models) = await FailAsync(exception);

        new[] { whole.ErrorId, streamed.ErrorId, models.ErrorId }.ShouldAllBe(id => id == errorId);
        whole.InnerException.ShouldBe(exception);
    }

    [Fact]
    public async Task Neither_the_key_nor_a_control_character_of_its_message_is_shown()
    {
        var (whole, _, _) = await FailAsync(new FormatException($"The value 'Bearer {Key}' is not\u001b]52;c;x\u0007 valid."));

        whole.ToString().ShouldNotContain(Key);
        whole.ToString().ShouldNotContain("\u001b");
        whole.Message.ShouldContain("FormatException");
        whole.InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task A_cancellation_stays_one_whatever_the_sender_throws()
    {
        using var cancelled = new CancellationTokenSource();
        var service = new ChatService(new FailingSender(() =>
        {
            cancelled.Cancel();
            return new IOException("Operation canceled");
        }), TimeProvider.System);

        await Should.ThrowAsync<OperationCanceledException>(() => service.AskAsync(Request, Context, new CallOptions(), cancelled.Token));
    }

    [Fact]
    public void Outside_of_requests_its_type_and_message_are_shown()
    {
        var exception = QwenErrors.UnexpectedFailure(new InvalidOperationException("words"));

        exception.ErrorId.ShouldBe("UnexpectedFailure");
        exception.Message.ShouldContain("InvalidOperationException: words");
        exception.InnerException.ShouldNotBeNull();
        QwenErrors.UnexpectedFailure(new InvalidOperationException("\u001b]52;c;x\u0007")).ToString().ShouldNotContain("\u001b");
    }

    private static ChatRequest Request { get; } = new() { Conversation = Conversation.Empty.Add(new ChatMessage("user", "hello")) };

    private static AuthContext Context => TestEndpoint.Context(new Uri("http://127.0.0.1/v1"), TimeProvider.System, "m", new ApiKeyCredential(new Secret(Key)));

    private static async Task<(QwenRequestException Whole, QwenRequestException Streamed, QwenRequestException Models)> FailAsync(Exception exception)
    {
        var service = new ChatService(new FailingSender(() => exception), new ManualTimeProvider());
        var options = new CallOptions();
        return (
            await Should.ThrowAsync<QwenRequestException>(() => service.AskAsync(Request, Context, options, Cancellation)),
            await Should.ThrowAsync<QwenRequestException>(async () => await service.StreamAsync(Request, Context, options, Cancellation).GetAsyncEnumerator(Cancellation).MoveNextAsync()),
            await Should.ThrowAsync<QwenRequestException>(() => service.ListModelsAsync(Context, options, Cancellation)));
    }

    private sealed class FailingSender(Func<Exception> failure) : ISender
    {
        public Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken) => Task.FromException<ServiceResponse>(failure());
    }
}
