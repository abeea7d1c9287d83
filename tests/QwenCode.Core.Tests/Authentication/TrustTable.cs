using System.Text.Json.Nodes;
using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Files;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>
/// Which value may be sent to which endpoint: a row for each origin of a value, a column for each origin of the base URL. A cell is <c>.</c> (it goes),
/// <c>w</c> (it goes after a warning, and not under QWEN_STRICT_ENV), <c>R</c> (it never goes), or <c>-</c> (the two cannot be in
/// effect together, as only one .env file is).
/// </summary>
internal static class TrustTable
{
    /// <summary>The origins by their letter.</summary>
    public static readonly IReadOnlyDictionary<char, string> Origins = new Dictionary<char, string>
    {
        ['P'] = "a parameter",
        ['S'] = "the session",
        ['E'] = "the process environment",
        ['X'] = "the process environment, imported from the project's .env",
        ['H'] = "~/.qwen/.env",
        ['h'] = "~/.env",
        ['U'] = "the user's settings",
        ['u'] = "the env section of the user's settings",
        ['J'] = "the project's .env",
        ['Q'] = "the project's .qwen/.env",
        ['W'] = "the workspace's settings",
        ['w'] = "the env section of the workspace's settings",
        ['A'] = "the .env of a folder above the project",
        ['L'] = "the project's .env, a link to a file in another folder",
        ['M'] = "the project's .env, a link to ~/.qwen/.env",
        ['N'] = "~/.qwen/.env, a link to a dotfiles folder",
        ['Z'] = "the project's .qwen, a link to a folder of the same project",
        ['B'] = "the workspace's settings, by $MINE of the process environment",
        ['C'] = "the env section of the workspace's settings, by ${MINE} of the process environment",
        ['K'] = "the workspace's settings, by a variable that is meant for it",
        ['D'] = "a default",
    };

    /// <summary>A key on its way to a base URL.</summary>
    public static readonly string[] Keys =
    [
        "  P S E X H h U u J Q W w A L M N Z B C K D",
        "P . . . w . . . . w w w w w w . . w R R w .",
        "S . . . w . . . . w w w w w w . . w R R w .",
        "E . . . w . . . . w w w w w w . . w R R w .",
        "X . . . . . . . . . . . . w w . . . R R w .",
        "H . . . w . - . . - - w w - - - - - R R w .",
        "h . . . w - . . . - - w w - - - - - R R w .",
        "U . . . w . . . . w w w w w w . . w R R w .",
        "u . . . w . . . . w w w w w w . . w R R w .",
        "J . . . . - - . . . - . . - - - - - R R w .",
        "Q . . . . - - . . - . . . - - - - - R R w .",
        "W . . . . . . . . . . . . w w . . . R R w .",
        "w . . . . . . . . . . . . w w . . . R R w .",
        "A . . . w - - . . - - w w . - - - - R R w .",
        "L . . . R - - . . - - R R - . - - - R R R .",
        "M . . . R - - . . - - R R - - . - - R R R .",
        "N . . . w - - . . - - w w - - - . - R R w .",
        "Z . . . . - - . . - - . . - - - - . R R w .",
        "B R R R R R R R R R R R R R R R R R R R R R",
        "C R R R R R R R R R R R R R R R R R R R R R",
        "K . . . w . . . . w w w w w w . . w R R w .",
    ];

    /// <summary>A model on its way to a base URL on this machine, which needs no key.</summary>
    public static readonly string[] Models =
    [
        "  P S E X H h U u J Q W w A L M N Z",
        "P . . . . . . . . . . . . . . . . .",
        "S . . . . . . . . . . . . . . . . .",
        "E . . . . . . . . . . . . . . . . .",
        "X . . . . . . . . . . . . . . . . .",
        "H . . . . . - . . - - . . - - - - -",
        "U . . . . . . . . . . . . . . . . .",
        "J . . . . - - . . . - . . - - - - -",
        "W . . . . . . . . . . . . . . . . .",
        "A . . . . - - . . - - . . . - - - -",
        "L . . . . - - . . - - . . - . - - -",
        "M . . . . - - . . - - . . - - . - -",
        "B R R R R R R R R R R R R R R R R R",
        "C R R R R R R R R R R R R R R R R R",
    ];

    /// <summary>A key whose origin (the row) sets the base URL of another host too, and a base URL (the column) that may override that one.</summary>
    public static readonly string[] Pairs =
    [
        "  P S E H U u J W w",
        "P . . . . . . . . .",
        "S - . . . . . . . .",
        "E w w . . . . . . .",
        "H w w w . . . - . .",
        "U w w w w . . w w w",
        "u w w w w . . w . w",
        "J w w w - . . . . .",
        "W w w w w . w w . .",
        "w w w w w . . w . .",
    ];

    /// <summary>The cells of a table.</summary>
    public static IEnumerable<(char Row, char Column, char Cell)> Cells(string[] table) =>
        from line in table[1..]
        from place in Enumerable.Range(1, (line.Length - 1) / 2)
        where line[2 * place] != '-'
        select (line[0], table[0][2 * place], line[2 * place]);

    /// <summary>The decision for a key of one origin that sets a base URL too, with a base URL of another.</summary>
    public static AuthContext ResolvePair(TemporaryFolder folder, string key, char origin, string pair, char urlOrigin, string url, bool isStrict)
    {
        var stage = new Stage(folder, isStrict);
        stage.Put(urlOrigin, "url", url);
        stage.Put(origin, "key", key);
        stage.Put(origin, "url", pair);
        return stage.Resolve();
    }

    /// <summary>What becomes of a value of one origin with a base URL of another.</summary>
    public static AuthContext Resolve(TemporaryFolder folder, string name, string value, char origin, string url, char urlOrigin, bool isStrict)
    {
        var stage = new Stage(folder, isStrict);
        stage.Put(origin, name, value);
        stage.Put(urlOrigin, "url", url);
        return stage.Resolve();
    }

    private sealed class Stage
    {
        private static readonly Dictionary<string, (string Variable, string Setting, string Meant)> Names = new()
        {
            ["key"] = ("OPENAI_API_KEY", "security.auth.apiKey", "DASHSCOPE_API_KEY"),
            ["url"] = ("OPENAI_BASE_URL", "security.auth.baseUrl", "AZURE_OPENAI_ENDPOINT"),
            ["model"] = ("OPENAI_MODEL", "model.name", ""),
        };

        private readonly TemporaryFolder _folder;
        private readonly Dictionary<string, string> _process = [];
        private readonly Dictionary<string, JsonObject> _settings = [];
        private AuthChoice _parameters = AuthChoice.None;
        private AuthChoice _session = AuthChoice.None;

        public Stage(TemporaryFolder folder, bool isStrict)
        {
            _folder = folder;
            folder.Folder("home");
            folder.Folder("work/proj");
            if (isStrict)
                _process["QWEN_STRICT_ENV"] = "1";
        }

        public void Put(char origin, string name, string value)
        {
            var (variable, setting, meant) = Names[name];
            switch (origin)
            {
                case 'P':
                    _parameters = With(_parameters, name, value);
                    break;
                case 'S':
                    _session = With(_session, name, value);
                    break;
                case 'E':
                    _process[variable] = value;
                    break;
                case 'X':
                    Export(variable, value);
                    break;
                case 'H' or 'h' or 'J' or 'Q' or 'A':
                    Append(origin switch { 'H' => "home/.qwen/.env", 'h' => "home/.env", 'J' => "work/proj/.env", 'Q' => "work/proj/.qwen/.env", _ => "work/.env" }, variable, value);
                    break;
                case 'L':
                    Link("work/proj/.env", Append("elsewhere/secrets", variable, value));
                    break;
                case 'M':
                    Link("work/proj/.env", Append("home/.qwen/.env", variable, value));
                    break;
                case 'N':
                    Link("home/.qwen/.env", Append("dotfiles/env", variable, value));
                    break;
                case 'Z':
                    Append("work/proj/config/.env", variable, value);
                    Link("work/proj/.qwen", _folder.At("work/proj/config"));
                    break;
                case 'U' or 'W':
                    Set(origin, setting, value);
                    break;
                case 'u' or 'w':
                    Set(char.ToUpperInvariant(origin), $"env.{variable}", value);
                    break;
                case 'B' or 'C' or 'K':
                    Borrow(origin, setting, variable, origin == 'K' ? meant : "MINE", value);
                    break;
            }
        }

        public AuthContext Resolve()
        {
            foreach (var (path, settings) in _settings)
                _folder.Write(path, settings.ToJsonString());
            return Resolving.Auth(Resolving.Environment(_folder.At("work/proj"), _folder.At("home"), _process), _parameters, _session);
        }

        private static AuthChoice With(AuthChoice choice, string name, string value) => name switch
        {
            "key" => choice with { ApiKey = new Secret(value) },
            "url" => choice with { BaseUrl = value },
            _ => choice with { Model = value },
        };

        private void Export(string variable, string value)
        {
            var path = _folder.At("work/proj/.env");
            var facts = FileFacts.Of(_folder.Write("probe", ""));
            var file = new EnvFile(path, EnvScope.Project, EnvFileState.Used, [], []) { Origin = new FileOrigin(Author.Of(_folder.At("work/proj"), facts)) };
            _process[variable] = value;
            _process[ExportedVariables.Variable] = ExportedVariables.Of(_process.GetValueOrDefault)
                .With(file, new EnvFileVariable(variable, new Secret(value), 1, EnvVariableState.Effective, "")).ToString();
        }

        private string Append(string path, string variable, string value)
        {
            var before = File.Exists(_folder.At(path)) ? File.ReadAllText(_folder.At(path)) : "";
            return _folder.Write(path, $"{before}{variable}={value}\n");
        }

        private void Link(string path, string target)
        {
            if (!Path.Exists(_folder.At(path)))
                _folder.Link(path, target);
        }

        private void Borrow(char origin, string setting, string variable, string lender, string value)
        {
            // A URL that borrows has a host of its own.
            var isUrl = variable == "OPENAI_BASE_URL" && origin != 'K';
            _process[lender] = isUrl ? "part" : value;
            var reference = origin == 'C' ? $"${{{lender}}}" : $"${lender}";
            Set('W', origin == 'C' ? $"env.{variable}" : setting, isUrl ? $"https://evil.example/{reference}/v1" : reference);
        }

        private void Set(char origin, string setting, string value)
        {
            var path = origin == 'U' ? "home/.qwen/settings.json" : "work/proj/.qwen/settings.json";
            var node = _settings.TryGetValue(path, out var known) ? known : _settings[path] = [];
            var names = setting.Split('.', setting.StartsWith("env.", StringComparison.Ordinal) ? 2 : 9);
            foreach (var name in names[..^1])
                node = (JsonObject)(node[name] ??= new JsonObject());
            node[names[^1]] = value;
        }
    }
}
