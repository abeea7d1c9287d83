using System.Text.Json.Nodes;
using QwenCode.Authentication;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>One line of the selection's table: the values of each source, and those in effect with their sources and what they override.</summary>
/// <param name="Given">
/// The values, separated by semicolons: a source (<c>parameter</c>, <c>session</c>, <c>process</c>, <c>file</c>, <c>workspace</c>, <c>user</c>)
/// and <c>name=value</c>; <c>login</c> for a cached credential.
/// </param>
/// <param name="Expected">
/// What is in effect, separated by semicolons: <c>key VALUE from SOURCE over SOURCE, SOURCE</c>, likewise <c>method</c>, <c>url</c> and
/// <c>model</c>; or <c>error ID</c>. A source is written as its kind and the name.
/// </param>
internal sealed record SelectionCase(string Given, string Expected)
{
    private static readonly Dictionary<string, string> RowNames = new()
    {
        ["method"] = "Method", ["key"] = "ApiKey", ["url"] = "BaseUrl", ["model"] = "Model",
    };

    /// <summary>What the resolver makes of it, in the words of <see cref="Expected"/> and for what that names.</summary>
    public string Run(TemporaryFolder folder)
    {
        var said = Given.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(Statement.Parse).ToList();
        folder.Folder("home");
        folder.Folder("proj");
        if (said.Any(s => s.Place == "file"))
            folder.Write("proj/.env", string.Concat(said.Where(s => s.Place == "file").Select(s => $"{s.Name}={s.Value}\n")));
        WriteSettings("workspace", "proj/.qwen/settings.json");
        WriteSettings("user", "home/.qwen/settings.json");
        if (said.Any(s => s.Place == "login"))
            folder.Write("home/.qwen/oauth_creds.json", """{"access_token":"at","refresh_token":"rt","token_type":"Bearer","expiry_date":99999999999999}""");

        var process = said.Where(s => s.Place == "process").ToDictionary(s => s.Name, s => s.Value);
        var environment = Resolving.Environment(folder.At("proj"), folder.At("home"), process);
        var context = Resolving.Auth(environment, Choice("parameter"), Choice("session"));
        return Expected.StartsWith("error", StringComparison.Ordinal) ? $"error {Failure(context)}" : Describe(context, folder);

        void WriteSettings(string place, string path)
        {
            var settings = new JsonObject();
            foreach (var statement in said.Where(s => s.Place == place))
                Put(settings, statement.Name.Split('.', statement.Name.StartsWith("env.", StringComparison.Ordinal) ? 2 : 9), statement.Value);
            if (settings.Count > 0)
                folder.Write(path, settings.ToJsonString());
        }

        AuthChoice Choice(string place) => said.Where(s => s.Place == place).Aggregate(AuthChoice.None, (choice, s) => s.Name switch
        {
            "method" => choice with { Method = Enum.Parse<AuthMethod>(s.Value) },
            "key" => choice with { ApiKey = new Secret(s.Value) },
            "url" => choice with { BaseUrl = s.Value },
            "provider" => choice with { Provider = s.Value },
            _ => choice with { Model = s.Value },
        });
    }

    private string Describe(AuthContext context, TemporaryFolder folder)
    {
        context.Status.ShouldBe("Ready", Given);
        var parts = Expected.Split("; ").Select(part => part.Split(' ')[0]).Select(what =>
        {
            var row = context.Sources.SingleOrDefault(s => s.Name == RowNames[what]);
            if (row is null)
                return $"{what} none";
            var value = what == "key" ? context.Key()!.Reveal() : row.Value;
            var over = row.Overridden.Count == 0 ? "" : $" over {string.Join(", ", row.Overridden.Select(s => Shorten(s, folder)))}";
            return $"{what} {value} from {Shorten(row.Source, folder)}{over}";
        });
        return string.Join("; ", parts);
    }

    private static string Failure(AuthContext context)
    {
        try
        {
            context.EnsureUsable();
            return "none";
        }
        catch (QwenException exception)
        {
            return exception.ErrorId;
        }
    }

    // From the words that users see to those of the table.
    private static string Shorten(string source, TemporaryFolder folder)
    {
        var words = source
            .Replace(folder.At("proj/.env"), "file", StringComparison.Ordinal)
            .Replace(folder.At("proj/.qwen/settings.json"), "workspace", StringComparison.Ordinal)
            .Replace(folder.At("home/.qwen/settings.json"), "user", StringComparison.Ordinal)
            .Replace(folder.At("home/.qwen/oauth_creds.json"), "", StringComparison.Ordinal)
            .Replace("process variable ", "process ", StringComparison.Ordinal)
            .Replace("parameter -", "parameter ", StringComparison.Ordinal)
            .Replace("cached credential", "login", StringComparison.Ordinal)
            .Replace(", line ", ":", StringComparison.Ordinal)
            .Replace(", by ", " by ", StringComparison.Ordinal).Trim();
        return string.Join(" by ", words.Split(" by ").Select(One));

        static string One(string words) => words.Split(" in ") is [var name, var place]
            ? place.Split(':') is [var file, var line] ? $"{file} {name}:{line}" : $"{place} {name}"
            : words.Replace("this session (", "session ", StringComparison.Ordinal)
                .Replace("default of ", "default ", StringComparison.Ordinal)
                .Replace("inferred from the key's shape (", "shape ", StringComparison.Ordinal).TrimEnd(')');
    }

    private static void Put(JsonObject settings, string[] path, string value)
    {
        foreach (var name in path[..^1])
            settings = (JsonObject)(settings[name] ??= new JsonObject());
        settings[path[^1]] = value.StartsWith('[') ? JsonNode.Parse(value) : JsonValue.Create(value);
    }

    private readonly record struct Statement(string Place, string Name, string Value)
    {
        public static Statement Parse(string text)
        {
            var (place, rest) = text.Split(' ', 2) is [var first, var second] ? (first, second) : (text, "");
            var assignment = rest.Split('=', 2);
            return new Statement(place, assignment[0], assignment.ElementAtOrDefault(1) ?? "");
        }
    }
}
