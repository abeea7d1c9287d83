using System.Globalization;

namespace QwenCode.Loopback;

/// <summary>The arguments of a run by hand.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        usage: QwenCode.Loopback [options]
          --port N              port on 127.0.0.1 (default: any free one)
          --https               TLS with a self-signed certificate
          --dress NAME          OpenAI, DashScope, AzureOpenAI, OpenRouter, ModelScope or Ollama
          --api-key KEY         refuse every other key
          --require-oauth       accept only access tokens of the OAuth endpoints
          --strict              refuse request members that OpenAI does not know
          --batches RULES       serve batches by the rules of OpenAI, DashScope or Azure
          --latency-ms N        pause before each answer
          --delta-delay-ms N    pause between the deltas of a stream
          --failure-rate R      share (0 to 1) of requests answered with 503
          --seed N              seed of that chance
          --demo                canned answers worth looking at
          --parent-pid N        end when that process ends
          --help                this text
        """;

    public LoopbackOptions Options { get; } = new();

    public int? ParentProcessId { get; private set; }

    public bool Help { get; private set; }

    /// <exception cref="FormatException">An argument is unknown or has a bad value; the message names it.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (!line.TakeSwitch(name))
                line.TakeValue(name, ++i < arguments.Count ? arguments[i] : null);
        }

        return line;
    }

    private bool TakeSwitch(string name)
    {
        switch (name)
        {
            case "--https":
                return Options.Https = true;
            case "--require-oauth":
                return Options.RequireOAuth = true;
            case "--strict":
                return Options.Strict = true;
            case "--help" or "-h":
                return Help = true;
            case "--demo":
                Options.Reply = DemoReply.Create;
                Options.ToolScript = DemoTools.Script;
                Options.BatchScript = new BatchScript { Statuses = ["in_progress"] };
                return true;
            default:
                return false;
        }
    }

    private void TakeValue(string name, string? value)
    {
        Action<string> take = name switch
        {
            "--port" => text => Options.Port = Number(name, text, ushort.MaxValue),
            "--dress" => text => Options.Dress = DressNamed(text),
            "--api-key" => text => Options.ApiKey = text,
            "--batches" => text => Options.Batches = RulesNamed(text),
            "--latency-ms" => text => Options.Latency = TimeSpan.FromMilliseconds(Number(name, text, int.MaxValue)),
            "--delta-delay-ms" => text => Options.DeltaDelay = TimeSpan.FromMilliseconds(Number(name, text, int.MaxValue)),
            "--failure-rate" => text => Options.FailureRate = Share(name, text),
            "--seed" => text => Options.Seed = Number(name, text, int.MaxValue),
            "--parent-pid" => text => ParentProcessId = Number(name, text, int.MaxValue),
            _ => throw new FormatException($"unknown argument '{name}'"),
        };
        take(value ?? throw new FormatException($"{name} needs a value"));
    }

    private static int Number(string name, string text, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum
            ? number
            : throw new FormatException($"{name} must be a whole number from 0 to {maximum}, not '{text}'");

    private static double Share(string name, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw new FormatException($"{name} must be a number from 0 to 1, not '{text}'");

    private static Dress DressNamed(string text) =>
        Enum.GetNames<Dress>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<Dress>(text, ignoreCase: true)
            : throw new FormatException($"--dress must be one of {string.Join(", ", Enum.GetNames<Dress>())}, not '{text}'");

    private static BatchRules RulesNamed(string text) => text.ToUpperInvariant() switch
    {
        "OPENAI" => BatchRules.OpenAI,
        "DASHSCOPE" => BatchRules.DashScope,
        "AZURE" => BatchRules.Azure,
        _ => throw new FormatException($"--batches must be one of OpenAI, DashScope, Azure, not '{text}'"),
    };
}
