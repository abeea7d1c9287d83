namespace QwenCode.Core.Tests.Configuration;

/// <summary>Deliberate differences from Qwen Code CLI 0.1.4, and their reasons.</summary>
internal static class CliDifferences
{
    private const string Url1 = "http://127.0.0.1:{PORT1}/v1/chat/completions";
    private const string FormerDefaultModel = "qwen3-coder-plus";
    private const string CliDefaultModel = "qwen3.7-max";
    private const string AlibabaModel = "qwen3.6-plus";
    private const string LocalNeedsNoKey = "an endpoint on this machine needs no key";
    private const string FolderTrust = "folderTrust is not supported, which a warning says";

    /// <summary>By a case's id: what happens here instead.</summary>
    public static readonly IReadOnlyDictionary<string, (string Reason, CliOutcome Ours)> Table = new Dictionary<string, (string, CliOutcome)>
    {
        ["procenv-dashscope-key-alone"] = ("a provider's own variable is enough", new("k-ds", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.6-plus")),
        ["procenv-blank-key"] = ($"a blank value counts as unset, and {LocalNeedsNoKey}", new(null, Url1, CliDefaultModel)),
        ["nomerge-url-near-key-far"] = (LocalNeedsNoKey, new(null, Url1, CliDefaultModel)),
        ["exclude-settings-excludes-key"] = (LocalNeedsNoKey, new(null, Url1, CliDefaultModel)),
        ["exclude-settings-home-env"] = ("names are left out of project files only; ~/.env is the user's own", new("k", Url1, "m-home")),
        ["file-qwen-env-is-directory"] = ("a directory is no file and is passed over with a warning", new("k-proj", Url1, CliDefaultModel)),
        ["file-unreadable"] = ("a file that cannot be read is reported", CliOutcome.Failed("EnvFileUnreadable")),
        ["file-utf16le-bom"] = ("UTF-16 with its mark is read, with a warning", new("k-u16", Url1, "m-u16")),
        ["url-refused"] = ("what is used is known before anybody answers", new("k-env", "http://127.0.0.1:9/v1/chat/completions", CliDefaultModel)),
        ["url-spaces"] = ("blanks around a URL are none of its own", new("k", Url1, CliDefaultModel)),
        ["url-query"] = ("a query stays behind the path", new("k", Url1 + "?x=1", CliDefaultModel)),
        ["flags-flags-with-selected-type"] = ("a parameter gives a value; it does not only override one", new("k-flag", Url1, CliDefaultModel)),
        ["settings-v1-flat-keys"] = ("a parameter gives a value; the old flat settings are not read", new("k-flag", Url1, CliDefaultModel)),
        ["settings-enforced-mismatch"] = ("the same refusal, by an id of its own", CliOutcome.Failed("MethodNotAllowed")),
        ["settings-var-undefined"] = ("an undefined variable is an error by name and never a key", CliOutcome.Failed("SettingsFileInvalid")),
        ["settings-env-section-ignored"] = ("newer Qwen Code reads the env section", new("k-envsec", Url1, CliDefaultModel)),
        ["oauth-valid-v1-slash"] = ("/v1 is appended once, whatever the slashes", new("at-1", Url1, "coder-model")),
        ["oauth-model-flag"] = ("a bound parameter beats everything", new("at-1", Url1, "m-flag")),
        ["oauth-cache-alone"] = ("credentials are only there after a login", new("at-1", Url1, "coder-model")),
        ["oauth-bom"] = ("a byte order mark is no damage", new("at-1", Url1, "coder-model")),
        ["oauth-cache-no-access-token"] = ("a damaged file is reported and left alone", CliOutcome.Failed("CredentialFileInvalid")),
        ["oauth-cache-broken-json"] = ("a damaged file is reported and left alone", CliOutcome.Failed("CredentialFileInvalid")),
        ["settings-trust-off-home-file"] = (FolderTrust, new("k-homeq", Url1, CliDefaultModel)),
        ["settings-trust-unknown"] = (FolderTrust, new("k-proj", Url1, CliDefaultModel)),
    };

    /// <summary>What is expected of a case.</summary>
    public static (string Reason, CliOutcome Ours) Of(CliCase recorded)
    {
        if (Table.TryGetValue(recorded.Id, out var difference))
            return difference;
        return recorded.Observed.Model == FormerDefaultModel
            ? ("the default model is that of Qwen Code 0.24; at Alibaba Cloud, that of its /auth", recorded.Observed with { Model = recorded.Observed.Url!.Contains(".aliyuncs.com/", StringComparison.Ordinal) ? AlibabaModel : CliDefaultModel })
            : ("as Qwen Code", recorded.Observed);
    }
}
