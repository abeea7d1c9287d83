using System.Collections;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using QwenCode.ScriptHost;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>
/// An environment for PowerShell as for a user of the module, without this machine's own settings: an empty home, a
/// project directory, and no variable that the module reads.
/// </summary>
internal sealed class PwshRun : IDisposable
{
    private static readonly string[] RemovedPrefixes = ["OPENAI_", "QWEN_", "DASHSCOPE_", "XDG_"];
    private static readonly string[] RemovedSuffixes = ["_API_KEY", "_PROXY"];
    private static readonly string[] RemovedNames = ["DEBUG", "DEBUG_MODE", "CI"];

    private readonly Dictionary<string, string> _variables = [];
    private int _scripts;

    /// <summary>Makes the directories.</summary>
    public PwshRun()
    {
        Root = Directory.CreateTempSubdirectory("qwencode-tests-").FullName;
        Home = Directory.CreateDirectory(Path.Join(Root, "home")).FullName;
        Project = Directory.CreateDirectory(Path.Join(Root, "project")).FullName;
        WorkingDirectory = Project;
    }

    /// <summary>Holds all else.</summary>
    public string Root { get; }

    /// <summary>The home directory, empty.</summary>
    public string Home { get; }

    /// <summary>The project's directory, empty.</summary>
    public string Project { get; }

    /// <summary>The current directory of PowerShell. Defaults to <see cref="Project"/>.</summary>
    public string WorkingDirectory { get; set; }

    /// <summary>
    /// Whether each script has a process of its own, and not only a runspace, an environment and a directory. What is about the
    /// process needs one: imports, exit codes, native output, memory, proxies, parameters of <c>pwsh</c>.
    /// </summary>
    public bool HasOwnProcess { get; set; }

    /// <summary>Whether scripts run with <c>-NonInteractive</c>, as they do by default; without it, in a process of their own.</summary>
    public bool IsNonInteractive { get; set; } = true;

    /// <summary>When PowerShell has taken too long.</summary>
    public TimeSpan MostTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Stores a credential that the server issued.</summary>
    public PwshRun WithLogin(LoopbackServer server)
    {
        var tokens = server.OAuth.IssueTokens();
        Write("home/.qwen/oauth_creds.json", JsonSerializer.Serialize(new
        {
            access_token = tokens.AccessToken,
            refresh_token = tokens.RefreshToken,
            token_type = "Bearer",
            resource_url = tokens.ResourceUrl,
            expiry_date = tokens.ExpiresAt.ToUnixTimeMilliseconds(),
        }));
        return With("QWEN_OAUTH_BASE_URL", server.Origin.AbsoluteUri);
    }

    /// <summary>Sets a process variable.</summary>
    public PwshRun With(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Configures the server by process variables, with a model and a key.</summary>
    public PwshRun WithServer(LoopbackServer server) => With("OPENAI_BASE_URL", server.BaseUrl.AbsoluteUri)
        .With("OPENAI_API_KEY", "sk-from-the-process").With("OPENAI_MODEL", "qwen3-max");

    /// <summary>Makes a directory below the root.</summary>
    public string MakeDirectory(string path) => Directory.CreateDirectory(Path.Join(Root, path)).FullName;

    /// <summary>Writes a file below the root, and the directories that it needs.</summary>
    public string Write(string path, string text)
    {
        var file = Path.Join(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">It finds the manifest's path in <c>$manifest</c>.</param>
    /// <param name="import">Whether to import the module first.</param>
    public async Task<PwshResult> RunAsync(string script, bool import = true)
    {
        using var process = Start(script, import);
        return await process.EndAsync();
    }

    /// <summary>Runs a script that succeeds and ends in JSON, and returns that.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<JsonElement> JsonAsync(string script, bool import = true) => (await RunAsync(script, import)).Json;

    /// <summary>Runs a command as <c>pwsh -c</c> does: nothing comes before it, neither the module nor a setting.</summary>
    public async Task<PwshResult> RunCommandAsync(string command)
    {
        using var process = Start(["-NoProfile", "-NonInteractive", "-Command", command]);
        return await process.EndAsync();
    }

    /// <summary>Runs a file as <c>pwsh -File</c> does: nothing comes before it.</summary>
    public async Task<PwshResult> RunFileAsync(string file)
    {
        using var process = Start(["-NoProfile", "-NonInteractive", "-File", file]);
        return await process.EndAsync();
    }

    /// <summary>Runs a file as <c>pwsh -File</c> does, as an account that may not ignore the modes of files: root without the capabilities for it.</summary>
    public async Task<PwshResult> RunFileUnderModesAsync(string file)
    {
        const string WithModes = "[ \"$(id -u)\" -ne 0 ] || exec setpriv --bounding-set -dac_override,-dac_read_search \"$0\" \"$@\"; exec \"$0\" \"$@\"";
        using var process = new PwshProcess(Prepare("sh", ["-c", WithModes, .. PinnedPowerShell.CommandLine(), "-NoProfile", "-File", file]), MostTime);
        return await process.EndAsync();
    }

    /// <summary>Starts a script, which may read lines by <c>[Console]::In.ReadLine()</c>.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public IRunningScript Start(string script, bool import = true)
    {
        var text = $"""
            $PSStyle.OutputRendering = 'PlainText'
            [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
            $manifest = '{ModulePackage.Manifest}'
            {(import ? "Import-Module $manifest" : "")}
            {script}
            """;
        var file = Write($"script{++_scripts}.ps1", text);
        if (!HasOwnProcess && IsNonInteractive)
            return new HostedScript(new ScriptRequest(file, WorkingDirectory, Environment()), MostTime);
        string[] options = IsNonInteractive ? ["-NoProfile", "-NonInteractive"] : ["-NoProfile"];
        return Start([.. options, "-File", file]);
    }

    /// <summary>The start information of another program in this environment.</summary>
    public ProcessStartInfo Prepare(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment())
            start.Environment[name] = value;
        return start;
    }

    /// <summary>The start information of PowerShell in this environment.</summary>
    public ProcessStartInfo PreparePwsh(params string[] arguments)
    {
        var line = PinnedPowerShell.CommandLine(arguments);
        return Prepare(line[0], [.. line.Skip(1)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows frees a file that a killed process had open a little later; the system empties its temporary directory.
        }
    }

    private PwshProcess Start(string[] arguments) => new(PreparePwsh(arguments), MostTime);

    private Dictionary<string, string> Environment()
    {
        var variables = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string)variable.Value!))
            .Where(variable => !IsRemoved(variable.Key))
            .ToDictionary(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        variables["HOME"] = variables["USERPROFILE"] = Home;
        variables["PATH"] = ProgramFolder.Path ?? "";
        variables["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        variables["POWERSHELL_UPDATECHECK"] = "Off";
        variables["NO_COLOR"] = "1";
        variables["TERM"] = "dumb";

        // A short run gains nothing from methods that are compiled again for speed, which takes half of its time.
        variables["DOTNET_TieredPGO"] = "0";
        variables["DOTNET_TC_CallCountThreshold"] = "5000";

        // Otherwise a process that is killed leaves its sockets for debuggers in the temporary directory.
        variables["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in _variables)
            variables[name] = value;
        return variables;
    }

    private static bool IsRemoved(string name) =>
        Array.Exists(RemovedPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(RemovedSuffixes, suffix => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
        || RemovedNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
