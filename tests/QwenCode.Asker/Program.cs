using System.Globalization;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Connectors;
using QwenCode.Configuration;
using QwenCode.Http;

namespace QwenCode.Asker;

/// <summary>
/// <c>chat</c> waits for a line and sends one request; <c>renew</c> takes the token repeatedly until it is killed; <c>share</c> takes it
/// until it has had a specified number of different ones. Each result is a line: <c>ok</c> and the answer or token, or the error's id.
/// </summary>
internal static class Program
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseOfSharer = TimeSpan.FromMilliseconds(50);

    private static async Task<int> Main(string[] arguments)
    {
        var context = new Lazy<AuthContext>(Context);
        if (arguments is ["share", var count])
            return await ShareAsync(context, int.Parse(count, CultureInfo.InvariantCulture)) ? 0 : 1;
        if (arguments is not ["renew"])
        {
            Console.WriteLine("ready");
            await Console.In.ReadLineAsync();
            return await TryAsync(() => ChatAsync(context.Value)) ? 0 : 1;
        }

        while (true)
        {
            if (!await TryAsync(async () => (await Context().EnsureUsable().Credential.GetAsync(CancellationToken.None)).ToString()))
                await Task.Delay(PauseAfterFailure);
        }
    }

    // One process, one source of tokens, as in a session.
    private static async Task<bool> ShareAsync(Lazy<AuthContext> context, int count)
    {
        var tokens = new HashSet<string>();
        var isFine = true;
        while (isFine && tokens.Count < count)
        {
            isFine = await TryAsync(async () =>
            {
                var token = await context.Value.EnsureUsable().Credential.GetAsync(CancellationToken.None);
                tokens.Add(token.Reveal());
                return token.ToString();
            });
            await Task.Delay(PauseOfSharer);
        }

        return isFine;
    }

    private static AuthContext Context()
    {
        var environment = EnvironmentResolver.Resolve(EnvironmentInput.Current(System.Environment.CurrentDirectory));
        var context = AuthResolver.Resolve(
            AuthChoice.None, new AuthChoice { Method = AuthMethod.OAuth }, environment, new OAuthCredentialCache(TimeProvider.System), new RequestLogs(TimeProvider.System));
        context.EnsureUsable();
        return context;
    }

    private static async Task<string> ChatAsync(AuthContext context)
    {
        var service = new ChatService(new OpenAISender(), TimeProvider.System);
        var request = new ChatRequest { Conversation = Conversation.Empty.Add(new ChatMessage("user", "hi")) };
        return (await service.AskAsync(request, context, new CallOptions(), CancellationToken.None)).Text;
    }

    private static async Task<bool> TryAsync(Func<Task<string>> work)
    {
        try
        {
            Console.WriteLine($"ok {await work()}");
            return true;
        }
        catch (QwenException failure)
        {
            Console.WriteLine(failure.ErrorId);
            return false;
        }
    }
}
