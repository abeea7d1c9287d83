using System.Reflection;
using QwenCode.Chat;
using QwenCode.Entra;
using QwenCode.Configuration;
using QwenCode.Http;
using QwenCode.OAuth;

namespace QwenCode.Loading;

/// <summary>Creates the implementations of Core's ports, on first use and once per process.</summary>
internal static class ConnectorLoader
{
    private const string AssemblyName = "QwenCode.Connectors";

    private static readonly Lazy<Assembly> Connectors = new(Load);
    private static readonly Lazy<ISender> Sender = new(() => Create<ISender>("OpenAISender"));
    private static readonly Lazy<Task> Preparation = new(() => Task.Run(() => FirstUse.PrepareAsync(Create<ISender>("WarmUpSender"))));
    private static readonly Lazy<IQrCode> QrCodes = new(() => Create<IQrCode>("QrCode"));
    private static readonly Lazy<IEntraTokenProvider> Entra = new(() => Create<IEntraTokenProvider>("EntraTokenProvider"));
    private static readonly Lazy<IDotNetEnvReader> EnvReader = new(() => Create<IDotNetEnvReader>("DotNetEnvReader"));

    /// <summary>The chat service over the OpenAI SDK.</summary>
    public static ChatService ChatService => new(Sender.Value, TimeProvider.System);

    /// <summary>The same, with a trace of bodies.</summary>
    /// <param name="trace">Called with each body, from any thread.</param>
    public static ChatService Traced(Action<string> trace) => new(Sender.Value, TimeProvider.System, trace);

    /// <summary>The request loop over the OpenAI SDK.</summary>
    /// <param name="trace">Called with each body, from any thread; <see langword="null"/> if bodies are not shown.</param>
    public static RequestLoop RequestLoop(Action<string>? trace) => new(Sender.Value, TimeProvider.System, trace is null ? null : new RequestTrace(trace));

    /// <summary>Begins to load what a chat needs, on another thread, while the command reads its input and the environment.</summary>
    public static void Prepare() => _ = Preparation.Value;

    /// <summary>The reader of .NET projects' <c>.env</c> files.</summary>
    public static IDotNetEnvReader DotNetEnvReader => EnvReader.Value;

    /// <summary>The sign-in to Microsoft Entra ID.</summary>
    public static IEntraTokenProvider EntraTokenProvider => Entra.Value;

    /// <summary>Draws QR codes.</summary>
    public static IQrCode QrCode => QrCodes.Value;

    private static Assembly Load()
    {
        var folder = Path.Join(Path.GetDirectoryName(typeof(ConnectorLoader).Assembly.Location), "Connectors");
        return new ConnectorLoadContext(folder).LoadFromAssemblyName(new AssemblyName(AssemblyName));
    }

    private static T Create<T>(string typeName)
        where T : class =>
        (T)Activator.CreateInstance(
            Connectors.Value.GetType($"{AssemblyName}.{typeName}", throwOnError: true)!,
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;
}
