using QwenCode.Chat;

namespace QwenCode.Loading;

/// <summary>Makes the implementations of Core's ports, on first use and once per process.</summary>
internal static class ConnectorLoader
{
    private const string AssemblyName = "QwenCode.Connectors";

    private static readonly Lazy<IConnector> Connector = new(() => Create<IConnector>("OpenAIConnector"));

    /// <summary>The chat service over the OpenAI SDK.</summary>
    public static ChatService ChatService => new(Connector.Value, TimeProvider.System);

    private static T Create<T>(string typeName)
        where T : class
    {
        var folder = Path.Join(Path.GetDirectoryName(typeof(ConnectorLoader).Assembly.Location), "Connectors");
        var assembly = new ConnectorLoadContext(folder).LoadFromAssemblyPath(Path.Join(folder, $"{AssemblyName}.dll"));
        return (T)Activator.CreateInstance(assembly.GetType($"{AssemblyName}.{typeName}", throwOnError: true)!)!;
    }
}
