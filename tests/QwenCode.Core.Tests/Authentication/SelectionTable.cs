namespace QwenCode.Core.Tests.Authentication;

/// <summary>The rules of the selection, line by line.</summary>
internal static class SelectionTable
{
    private const string Default = "https://dashscope.aliyuncs.com/compatible-mode/v1";
    private const string Key = "security.auth.apiKey";
    private const string Url = "security.auth.baseUrl";
    private const string Type = "security.auth.selectedType";
    private const string Enforced = "security.auth.enforcedType";
    private const string Login = "coder-model from default Qwen OAuth";

    /// <summary>Which method.</summary>
    public static readonly IReadOnlyList<SelectionCase> Methods =
    [
        new("", "error NoAuthentication"),
        new("login", "method OAuth from login"),
        new("process OPENAI_API_KEY=k; login", "method ApiKey from process OPENAI_API_KEY over login"),
        new("file OPENAI_API_KEY=k; login", "method ApiKey from file OPENAI_API_KEY:1 over login"),
        new("user env.OPENAI_API_KEY=k; login", "method ApiKey from user env.OPENAI_API_KEY over login"),
        new("process QWEN_OAUTH=1; login", "method OAuth from process QWEN_OAUTH"),
        new("process QWEN_OAUTH=1", "error NoAuthentication"),
        new("file QWEN_OAUTH=1; login", "method OAuth from file QWEN_OAUTH:1"),
        new("process QWEN_OAUTH=1; process OPENAI_API_KEY=k; login", "method ApiKey from process OPENAI_API_KEY over process QWEN_OAUTH, login"),
        new("process QWEN_OAUTH=1; file OPENAI_API_KEY=k; login", "method ApiKey from file OPENAI_API_KEY:1 over process QWEN_OAUTH, login"),
        new("process QWEN_OAUTH= ; login", "method OAuth from login"),
        new($"user {Type}=openai; process QWEN_OAUTH=1; login", $"method OAuth from process QWEN_OAUTH over user {Type}"),
        new($"user {Type}=qwen-oauth; login", $"method OAuth from user {Type}"),
        new($"user {Type}=qwen-oauth; process OPENAI_API_KEY=k; login", $"method ApiKey from process OPENAI_API_KEY over user {Type}, login"),
        new($"user {Type}=qwen-oauth; user {Key}=k; login", $"method OAuth from user {Type} over user {Key}"),
        new($"user {Type}=openai; user {Key}=k; login", $"method ApiKey from user {Type} over login; key k from user {Key}"),
        new($"workspace {Type}=qwen-oauth; user {Type}=openai; user {Key}=k; login", $"method OAuth from workspace {Type} over user {Type}, user {Key}"),
        new($"user {Type}=openai; login", "error NoAuthentication"),
        new($"user {Type}=gemini; login", "error SettingsFileInvalid"),
        new($"user {Type}=gemini; process OPENAI_API_KEY=k", "method ApiKey from process OPENAI_API_KEY"),
        new($"user {Type}=; user {Key}=k; login", $"method ApiKey from user {Key} over login"),
        new($"user {Key}=k; login", $"method ApiKey from user {Key} over login"),
        new("session method=OAuth; process OPENAI_API_KEY=k; login", "method OAuth from session Method over process OPENAI_API_KEY"),
        new("session method=ApiKey; process OPENAI_API_KEY=k; process QWEN_OAUTH=1; login", "method ApiKey from session Method over process QWEN_OAUTH, login"),
        new("session method=ApiKey; login", "error NoAuthentication"),
        new("session method=OAuth", "error NoAuthentication"),
        new("session key=s; login", "method ApiKey from session ApiKey over login; key s from session ApiKey"),
        new("session provider=DashScope; process OPENAI_API_KEY=k; login", "method ApiKey from session Provider over login"),
        new("session url=https://h.example/v1; process OPENAI_API_KEY=k; login", "method ApiKey from session BaseUrl over login"),
        new("parameter method=OAuth; session method=ApiKey; process OPENAI_API_KEY=k; login", "method OAuth from parameter Method over process OPENAI_API_KEY"),
        new("parameter method=ApiKey; session method=OAuth; process OPENAI_API_KEY=k; login", "method ApiKey from parameter Method over login"),
        new("parameter method=OAuth; session key=s; login", $"method OAuth from parameter Method; model {Login}; key none"),
        new("parameter method=Environment; session method=OAuth; process OPENAI_API_KEY=k; login", "method ApiKey from process OPENAI_API_KEY over login"),
        new("parameter method=OAuth; parameter url=https://h.example/v1; login", "error InvalidParameter"),
        new($"user {Enforced}=openai; process OPENAI_API_KEY=k; login", "method ApiKey from process OPENAI_API_KEY over login"),
        new($"user {Enforced}=openai; session method=OAuth; login", "error MethodNotAllowed"),
        new($"user {Enforced}=openai; process QWEN_OAUTH=1; login", "error MethodNotAllowed"),
        new($"user {Enforced}=qwen-oauth; process OPENAI_API_KEY=k; login", "error MethodNotAllowed"),
        new($"user {Enforced}=qwen-oauth; parameter key=k; login", "error MethodNotAllowed"),
        new($"user {Enforced}=qwen-oauth; login", "method OAuth from login"),
        new($"user {Enforced}=openai", "error NoAuthentication"),
        new($"user {Enforced}=gemini; process OPENAI_API_KEY=k", "error SettingsFileInvalid"),
        new("process OPENAI_BASE_URL=http://localhost:1/v1", "method ApiKey from process OPENAI_BASE_URL; key none"),
        new("process OPENAI_BASE_URL=http://localhost:1/v1; login", "method ApiKey from process OPENAI_BASE_URL over login"),
        new($"process OPENAI_BASE_URL=https://h.example/v1; user {Url}=http://localhost:1/v1; login", "method OAuth from login"),
        new("process OPENAI_BASE_URL=https://h.example/v1", "error NoAuthentication"),
        new("process DASHSCOPE_API_KEY=k", "key k from process DASHSCOPE_API_KEY; url https://dashscope.aliyuncs.com/compatible-mode/v1 from default DashScope"),
    ];

    /// <summary>Which key.</summary>
    public static readonly IReadOnlyList<SelectionCase> Keys =
    [
        new("process OPENAI_API_KEY= ; file OPENAI_API_KEY=f", "key f from file OPENAI_API_KEY:1"),
        new($"process OPENAI_API_KEY=; file OPENAI_API_KEY=; user {Key}=u", $"key u from user {Key}"),
        new($"workspace {Key}= ; user {Key}=u", $"key u from user {Key}"),
        new("file OPENAI_API_KEY=f; file OPENAI_API_KEY=g", "key g from file OPENAI_API_KEY:2"),
        new("file OPENAI_API_KEY=f; file OPENAI_API_KEY=; process OPENAI_API_KEY=p", "key p from process OPENAI_API_KEY"),
        new("session provider=OpenRouter; process OPENROUTER_API_KEY=r; process OPENAI_API_KEY=p", "key r from process OPENROUTER_API_KEY over process OPENAI_API_KEY"),
        new("session provider=OpenRouter; file OPENROUTER_API_KEY=r; process OPENAI_API_KEY=p", "key r from file OPENROUTER_API_KEY:1 over process OPENAI_API_KEY"),
        new("session provider=OpenRouter; process OPENROUTER_API_KEY= ; process OPENAI_API_KEY=p", "key p from process OPENAI_API_KEY"),
        new("session provider=OpenRouter; process OPENAI_API_KEY=p", "key p from process OPENAI_API_KEY"),
        new("session provider=OpenRouter; user env.OPENROUTER_API_KEY=r", "key r from user env.OPENROUTER_API_KEY"),
        new($"session provider=ModelScope; process MODELSCOPE_API_KEY=m; user {Key}=u", $"key m from process MODELSCOPE_API_KEY over user {Key}"),
        new("session provider=DashScope; process DASHSCOPE_API_KEY=d; process OPENAI_API_KEY=p", "key d from process DASHSCOPE_API_KEY over process OPENAI_API_KEY"),
        new("session provider=dashscopeintl; process DASHSCOPE_API_KEY=d", "key d from process DASHSCOPE_API_KEY"),
        new("session provider=CodingPlan; process BAILIAN_CODING_PLAN_API_KEY=b", "key b from process BAILIAN_CODING_PLAN_API_KEY"),
        new("session provider=OpenAI; process DASHSCOPE_API_KEY=d; process OPENAI_API_KEY=p", "key p from process OPENAI_API_KEY"),
        new("session provider=OpenRouter; session key=s; process OPENROUTER_API_KEY=r", "key s from session ApiKey over process OPENROUTER_API_KEY"),
        new("process OPENROUTER_API_KEY=r; process OPENAI_API_KEY=p", "key p from process OPENAI_API_KEY"),
        new("parameter provider=OpenRouter; session provider=OpenAI; session key=s; process OPENROUTER_API_KEY=r", "key r from process OPENROUTER_API_KEY"),
        new("parameter provider=OpenRouter; session key=s", "error NoAuthentication"),
        new("parameter method=Environment; session key=s; process OPENAI_API_KEY=p", "key p from process OPENAI_API_KEY"),
        new("session key=s; process OPENAI_API_KEY=p; parameter model=m", "key s from session ApiKey over process OPENAI_API_KEY"),
        new($"process MINE=v; user {Key}=$MINE", $"key v from user {Key} by process MINE"),
        new($"file MINE=v; user {Key}=${{MINE}}", $"key v from user {Key} by file MINE:1"),
        new($"file MINE=f; process MINE=p; workspace {Key}=$MINE", "error UntrustedEndpoint"),
        new("process MINE=v; user env.OPENAI_API_KEY=$MINE", "key v from user env.OPENAI_API_KEY by process MINE"),
        new($"file MINE=f; workspace {Key}=$MINE", $"key f from workspace {Key} by file MINE:1"),
        new($"process DASHSCOPE_API_KEY=p; workspace {Key}=$DASHSCOPE_API_KEY", $"key p from workspace {Key} by process DASHSCOPE_API_KEY"),
        new($"user {Key}=$MINE", "error SettingsFileInvalid"),
        new($"user {Key}=$MINE; process OPENAI_API_KEY=p", $"key p from process OPENAI_API_KEY over user {Key}"),
        new("file DEBUG=1; file OPENAI_API_KEY=f", "key f from file OPENAI_API_KEY:2"),
        new("user advanced.excludedEnvVars=[\"OPENAI_API_KEY\"]; file OPENAI_API_KEY=f", "error NoAuthentication"),
        new("user advanced.excludedEnvVars=[\"OPENAI_API_KEY\"]; file OPENAI_API_KEY=f; process OPENAI_API_KEY=p", "key p from process OPENAI_API_KEY"),
        new("process OPENAI_API_KEY=a b", "error InvalidApiKey"),
    ];

    /// <summary>Which endpoint.</summary>
    public static readonly IReadOnlyList<SelectionCase> Urls =
    [
        new("process OPENAI_API_KEY=k", $"url {Default} from default DashScope"),
        new("process OPENAI_API_KEY=sk-proj-1", "url https://api.openai.com/v1 from shape OpenAI"),
        new("process OPENAI_API_KEY=sk-or-v1-1", "url https://openrouter.ai/api/v1 from shape OpenRouter"),
        new("process OPENAI_API_KEY=ms-1", "url https://api-inference.modelscope.cn/v1 from shape ModelScope"),
        new("process OPENAI_API_KEY=sk-sp-1", "url https://coding.dashscope.aliyuncs.com/v1 from shape CodingPlan or TokenPlan"),
        new("process OPENAI_API_KEY=sk-1T3BlbkFJ2", "url https://api.openai.com/v1 from shape OpenAI"),
        new("process OPENAI_API_KEY=sk-ant-1", "error UntrustedEndpoint"),
        new("process OPENAI_API_KEY=sk-proj-1; file OPENAI_BASE_URL=https://f.example/v1", "url https://f.example/v1 from file OPENAI_BASE_URL:1"),
        new("process OPENAI_API_KEY=k; process OPENAI_BASE_URL= ; file OPENAI_BASE_URL=https://f.example/v1", "url https://f.example/v1 from file OPENAI_BASE_URL:1"),
        new("process OPENAI_API_KEY=k; process OPENAI_BASE_URL=", $"url {Default} from default DashScope"),
        new("process OPENAI_API_KEY=k; session provider=OpenRouter; process OPENAI_BASE_URL=https://p.example/v1", "url https://openrouter.ai/api/v1 from session Provider over process OPENAI_BASE_URL"),
        new("process OPENAI_API_KEY=k; session provider=OpenRouter; session url=https://s.example/v1", "url https://s.example/v1 from session BaseUrl over session Provider"),
        new("process OPENAI_API_KEY=k; parameter provider=OpenRouter; session url=https://s.example/v1", "url https://openrouter.ai/api/v1 from parameter Provider"),
        new("process OPENAI_API_KEY=k; parameter url=https://p.example/v1; session url=https://s.example/v1", "url https://p.example/v1 from parameter BaseUrl over session BaseUrl"),
        new("process OPENAI_API_KEY=k; process OPENAI_BASE_URL=https://api.openai.com", "url https://api.openai.com/v1 from process OPENAI_BASE_URL"),
        new("process OPENAI_API_KEY=k; process OPENAI_BASE_URL=https://h.example/v1/chat/completions/", "url https://h.example/v1 from process OPENAI_BASE_URL"),
        new("process OPENAI_API_KEY=k; process OPENAI_BASE_URL=h.example", "error InvalidParameter"),
        new($"process OPENAI_API_KEY=k; process H=h.example; user {Url}=https://${{H}}/v1", $"url https://${{H}}/v1 from user {Url} by process H"),
        new("process QWEN_STRICT_ENV=1; process OPENAI_API_KEY=k; file OPENAI_BASE_URL=https://f.example/v1", "error UntrustedEndpoint"),
        new("file QWEN_STRICT_ENV=1; process OPENAI_API_KEY=k; file OPENAI_BASE_URL=https://f.example/v1", "error none"),
        new("process QWEN_STRICT_ENV=1; file OPENAI_API_KEY=k; file OPENAI_BASE_URL=https://f.example/v1", "url https://f.example/v1 from file OPENAI_BASE_URL:2"),
        new("login", $"url {Default} from login"),
        new("process OPENAI_BASE_URL=https://p.example/v1; login", $"url {Default} from login"),
    ];

    /// <summary>Which model.</summary>
    public static readonly IReadOnlyList<SelectionCase> Models =
    [
        new("process OPENAI_API_KEY=k", "model qwen3.6-plus from default DashScope"),
        new("process OPENAI_API_KEY=k; process QWEN_MODEL=q", "model q from process QWEN_MODEL"),
        new("process OPENAI_API_KEY=k; process QWEN_MODEL=q; file OPENAI_MODEL=f", "model f from file OPENAI_MODEL:1 over process QWEN_MODEL"),
        new("process OPENAI_API_KEY=k; process OPENAI_MODEL= ; file QWEN_MODEL=f", "model f from file QWEN_MODEL:1"),
        new("process OPENAI_API_KEY=k; file QWEN_MODEL=f; user model.name=u", "model f from file QWEN_MODEL:1 over user model.name"),
        new("process OPENAI_API_KEY=k; workspace model.name=w; user model.name=u", "model w from workspace model.name over user model.name"),
        new("process OPENAI_API_KEY=k; workspace model.name= ; user model.name=u", "model u from user model.name"),
        new("process OPENAI_API_KEY=k; user env.OPENAI_MODEL=e; user model.name=u", "model e from user env.OPENAI_MODEL over user model.name"),
        new("process OPENAI_API_KEY=k; workspace env.OPENAI_MODEL=w; user env.OPENAI_MODEL=u", "model w from workspace env.OPENAI_MODEL over user env.OPENAI_MODEL"),
        new("process OPENAI_API_KEY=k; session model=s; process OPENAI_MODEL=p", "model s from session Model over process OPENAI_MODEL"),
        new("process OPENAI_API_KEY=k; parameter model=m; session model=s", "model m from parameter Model over session Model"),
        new("process OPENAI_API_KEY=sk-or-1", "model z-ai/glm-4.5-air:free from default OpenRouter"),
        new("process OPENAI_API_KEY=ms-1", "model deepseek-ai/DeepSeek-V4-Flash from default ModelScope"),
        new("process OPENAI_API_KEY=sk-proj-1", "model none"),
        new("process OPENAI_API_KEY=k; process OPENAI_BASE_URL=https://h.example/v1", "model qwen3.7-max from default Qwen Code"),
        new("process MINE=v; process OPENAI_API_KEY=k; user model.name=a-$MINE-b", "model a-$MINE-b from user model.name by process MINE"),
        new("login", $"model {Login}"),
        new("login; process OPENAI_MODEL=p; user model.name=u", $"model {Login}"),
        new("login; session model=s", "model s from session Model"),
        new("login; parameter model=m; process QWEN_MODEL=q", "model m from parameter Model"),
        new("parameter provider=OpenRouter; session provider=OpenAI; session model=s; process OPENAI_API_KEY=k", "model z-ai/glm-4.5-air:free from default OpenRouter"),
        new("parameter method=OAuth; session method=ApiKey; session model=s; login", $"model {Login}"),
    ];

    /// <summary>Every combination of the six sources of a key, a base URL and a model.</summary>
    public static readonly IReadOnlyList<SelectionCase> Combinations =
    [
        .. Combine("key", "", "parameter key=A", "session key=B", "process OPENAI_API_KEY=C", "file OPENAI_API_KEY=D", $"workspace {Key}=E", $"user {Key}=F"),
        .. Combine("url", "process OPENAI_API_KEY=k", "parameter url=https://a.example/v1", "session url=https://b.example/v1", "process OPENAI_BASE_URL=https://c.example/v1", "file OPENAI_BASE_URL=https://d.example/v1", $"workspace {Url}=https://e.example/v1", $"user {Url}=https://f.example/v1"),
        .. Combine("model", "process OPENAI_API_KEY=k", "parameter model=a", "session model=b", "process OPENAI_MODEL=c", "file OPENAI_MODEL=d", "workspace model.name=e", "user model.name=f"),
    ];

    private static IEnumerable<SelectionCase> Combine(string what, string always, params string[] statements)
    {
        for (var chosen = 1; chosen < 1 << statements.Length; chosen++)
        {
            var said = statements.Where((_, i) => (chosen & (1 << i)) != 0).ToList();
            var sources = said.Select(SourceOf).ToList();
            var over = sources.Count > 1 ? $" over {string.Join(", ", sources[1..])}" : "";
            yield return new SelectionCase(
                string.Join("; ", said.Append(always).Where(s => s.Length > 0)), $"{what} {said[0].Split('=', 2)[1]} from {sources[0]}{over}");
        }
    }

    private static string SourceOf(string statement)
    {
        var name = statement.Split('=')[0];
        return name.Split(' ') switch
        {
            ["parameter" or "session", var parameter] => $"{name.Split(' ')[0]} {parameter switch { "key" => "ApiKey", "url" => "BaseUrl", _ => "Model" }}",
            ["file", _] => $"{name}:1",
            _ => name,
        };
    }
}
