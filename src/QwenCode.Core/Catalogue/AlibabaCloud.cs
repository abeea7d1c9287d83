namespace QwenCode.Catalogue;

/// <summary>Alibaba Cloud's services, which sell Qwen's models by region, by plan and by workspace, each with keys of its own.</summary>
internal static class AlibabaCloud
{
    private const string Vendor = "Alibaba Cloud";
    private const string CompatiblePath = "/compatible-mode/v1";
    private const string KeyVariable = "DASHSCOPE_API_KEY";
    private const string CodingPlanVariable = "BAILIAN_CODING_PLAN_API_KEY";
    private const string TokenPlanVariable = "BAILIAN_TOKEN_PLAN_API_KEY";
    private const string BailianKeys = "https://bailian.console.aliyun.com/?tab=model#/api-key";
    private const string ModelStudioKeys = "https://modelstudio.console.alibabacloud.com/?tab=playground#/api-key";

    // A default costs the user money: of those that Qwen Code names, the first of its /auth, which every region has, costs a fraction of
    // the qwen3.7-max that its code falls back to.
    private const string Model = "qwen3.6-plus";
    private const string CodingPlanModel = "qwen3.5-plus";
    private const string TokenPlanModel = "qwen3.7-plus";

    // Keys of both plans reportedly begin like this. The documentation names the prefix for the coding plan, which therefore comes first.
    private static readonly string[] PlanPrefixes = ["sk-sp-"];

    private const string WorkspaceDomain = "maas.aliyuncs.com";
    private static readonly string[] SharedHosts = ["dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"];
    private static readonly TimeSpan BatchTimeout = TimeSpan.FromHours(1);

    private static readonly Provider China = Row("DashScope", "Alibaba Cloud Bailian, China", SharedHosts[0], CompatiblePath, Model, KeyVariable) with { OtherNames = ["alibabaStandard", "Bailian", "Alibaba"], Batches = BatchRules.DashScope };
    private static readonly Provider Workspace = Row("DashScopeWorkspace", "Alibaba Cloud, a workspace's own host", null, CompatiblePath, Model, KeyVariable) with { UrlExample = "https://<workspace>.<region>.maas.aliyuncs.com", Batches = BatchRules.DashScope };

    /// <summary>The rows of the table.</summary>
    public static readonly IReadOnlyList<Provider> Rows =
    [
        China,
        Row("DashScopeIntl", "Alibaba Cloud Model Studio, Singapore", SharedHosts[1], CompatiblePath, Model, KeyVariable) with { OtherNames = ["ModelStudio"], Batches = BatchRules.DashScope },
        Row("DashScopeUS", "Alibaba Cloud Model Studio, United States", SharedHosts[2], CompatiblePath, Model, KeyVariable),
        Row("DashScopeHongKong", "Alibaba Cloud Model Studio, Hong Kong", "cn-hongkong.dashscope.aliyuncs.com", CompatiblePath, Model, KeyVariable),
        Workspace,
        Row("DashScopeBatch", "Alibaba Cloud Bailian's Batch Chat, China: half the price, slow", "batch.dashscope.aliyuncs.com", CompatiblePath, Model, KeyVariable) with { Timeout = BatchTimeout },
        Row("CodingPlan", "Bailian's coding plan, China", "coding.dashscope.aliyuncs.com", "/v1", CodingPlanModel, CodingPlanVariable) with { OtherNames = ["coding-plan"], KeyPrefixes = PlanPrefixes },
        Row("CodingPlanIntl", "Model Studio's coding plan, international", "coding-intl.dashscope.aliyuncs.com", "/v1", CodingPlanModel, CodingPlanVariable),
        Row("TokenPlan", "Bailian's token plan, China", "token-plan.cn-beijing.maas.aliyuncs.com", CompatiblePath, TokenPlanModel, TokenPlanVariable) with { OtherNames = ["token-plan"], KeyPrefixes = PlanPrefixes },
        Row("TokenPlanIntl", "Model Studio's token plan, Singapore", "token-plan.ap-southeast-1.maas.aliyuncs.com", CompatiblePath, TokenPlanModel, TokenPlanVariable),
    ];

    /// <summary>The service behind Qwen OAuth; it is selected by signing in and not by name.</summary>
    public static readonly Provider OAuth = new("QwenOAuth", "Qwen OAuth", null, "coder-model", "", "") { IsDashScope = true, IsOAuth = true, Thinking = ThinkingDialect.Qwen };

    /// <summary>
    /// The row for a host that the table does not name: a workspace's, or another below DashScope's; <see langword="null"/> for any other.
    /// </summary>
    public static Provider? Of(Uri url)
    {
        var row = IsBelow(url, WorkspaceDomain) ? Workspace : Array.Exists(SharedHosts, host => IsBelow(url, host)) ? China : null;
        return row is null ? null : row with { BaseUrl = UrlOf(url.IdnHost, CompatiblePath) };
    }

    private static bool IsBelow(Uri url, string domain) =>
        url.Host.Length > domain.Length && url.Host[^(domain.Length + 1)] == '.' && url.Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase);

    private static Uri UrlOf(string host, string path) => new($"https://{host}{path}");

    private static Provider Row(string name, string description, string? host, string path, string model, string variable) =>
        new(name, description, host is null ? null : UrlOf(host, path), model, variable, description.Contains("Bailian", StringComparison.Ordinal) ? BailianKeys : ModelStudioKeys)
        {
            Vendor = Vendor,
            IsDashScope = true,
            Thinking = ThinkingDialect.Qwen,
        };
}
