using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Entra;
using QwenCode.Configuration;
using QwenCode.Http;
using QwenCode.Loading;

namespace QwenCode.Net8Host;

/// <summary>Everything that the cmdlets have the connectors do.</summary>
internal static class ModuleUse
{
    private const int RequestsPerMinute = 60;
    private const int QrWidth = 80;
    private const int QrHeight = 40;

    /// <summary>Does it with the process's variables and the <c>.env</c> file of the current directory.</summary>
    /// <returns>What came of it, as JSON.</returns>
    public static async Task<string> RunAsync()
    {
        var context = Context();
        var service = ConnectorLoader.ChatService;
        var request = new ChatRequest { Conversation = Conversation.Empty.Add(new ChatMessage("user", "hi")) };
        var deltas = new List<ChatDelta>();
        await foreach (var delta in service.StreamAsync(request, context, new CallOptions(), CancellationToken.None))
            deltas.Add(delta);

        return JsonSerializer.Serialize(new
        {
            Runtime = System.Environment.Version.ToString(),
            context.KeySource,
            (await service.AskAsync(request, context, new CallOptions(), CancellationToken.None)).Text,
            Pieces = deltas.Select(delta => delta.Text),
            Streamed = deltas[^1].Answer!.Text,
            Models = (await service.ListModelsAsync(context, new CallOptions(), CancellationToken.None)).Select(model => model.Id),
            QrCode = ConnectorLoader.QrCode.Draw("https://chat.qwen.ai/authorize", QrWidth, QrHeight).Count,
            Entra = await ManagedIdentityAsync(),
            Unresolved = Unresolved(ConnectorLoader.QrCode.GetType().Assembly),
        });
    }

    private static AuthContext Context()
    {
        var input = EnvironmentInput.Current(Directory.GetCurrentDirectory()) with { DotNetEnvReader = () => ConnectorLoader.DotNetEnvReader };
        return AuthResolver.Resolve(
            AuthChoice.None,
            AuthChoice.None,
            EnvironmentResolver.Resolve(input),
            new OAuthCredentialCache(TimeProvider.System),
            new RequestLogs(TimeProvider.System),
            new RequestLimiter(RequestsPerMinute, TimeProvider.System));
    }

    // MSAL uses the endpoint in the variables of Azure's App Service.
    private static async Task<string> ManagedIdentityAsync()
    {
        try
        {
            var options = new EntraOptions { Flow = EntraFlow.ManagedIdentity };
            var token = await ConnectorLoader.EntraTokenProvider.AcquireSilentlyAsync(options, forceRefresh: false, CancellationToken.None);
            return token!.Account;
        }
        catch (QwenException rejection)
        {
            return rejection.ErrorId;
        }
    }

    private static List<string> Unresolved(Assembly connectors)
    {
        var context = AssemblyLoadContext.GetLoadContext(connectors)!;
        var shipped = Directory.GetFiles(Path.GetDirectoryName(connectors.Location)!, "*.dll");
        var references =
            from assembly in shipped.Select(file => context.LoadFromAssemblyName(AssemblyName.GetAssemblyName(file)))
            from reference in assembly.GetReferencedAssemblies()
            where !Resolves(context, reference)
            select $"{assembly.GetName().Name}: {reference.Name}";
        return [.. references];
    }

    private static bool Resolves(AssemblyLoadContext context, AssemblyName reference)
    {
        try
        {
            context.LoadFromAssemblyName(reference);
            return true;
        }
        catch (Exception problem) when (problem is FileNotFoundException or FileLoadException)
        {
            return false;
        }
    }
}
