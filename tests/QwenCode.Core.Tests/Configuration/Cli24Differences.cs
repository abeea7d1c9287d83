namespace QwenCode.Core.Tests.Configuration;

/// <summary>Deliberate differences from Qwen Code CLI 0.24.4, and their reasons.</summary>
internal static class Cli24Differences
{
    private const string Url1 = "http://127.0.0.1:{PORT1}/v1/chat/completions";
    private const string Url2 = "http://127.0.0.1:{PORT2}/v1/chat/completions";
    private const string DefaultModel = "qwen3.7-max";
    private const string DefaultIsOurs = "the default model is the first of the vendor's list";
    private const string NoTypeNeeded = "a key and an endpoint are enough; security.auth.selectedType is not needed";
    private const string OneBadEntry = "an entry that cannot be used does not stop the others";
    private const string UndefinedIsAnError = "an undefined variable is an error by name and never part of a key";
    private const string HomeFillsNoGaps = "the first .env file is the only one, as the documentation promises; those of the home directory fill no gaps";
    private const string OneSet = "OPENAI_* variables of a project's file, or key and URL in the process, are one set and come before the routes";
    private const string CompleteVariables = "complete OPENAI_* variables are used, whatever other vendor is selected";
    private const string NoOtherModel = "a model that no route has is an error that lists the routes, and not another model";
    private const string FolderTrust = "folderTrust is not supported, which a warning says";
    private const string ReadAsIs = "the file is read as far as it can be, and never rewritten";
    private const string LocalNeedsNoKey = "an endpoint on this machine needs no key";
    private const string ParameterIsAnEndpoint = "a key or URL that is specified does not mix with a route: no key goes to a host that it was not specified for, and no model either";
    private const string OwnVariable = "a provider's own variable is enough";
    private const string NoOtherKey = "no other key is sent to a route whose variable is not set";
    private const string OAuthStillServed = "a cached sign-in is used as long as the service accepts it";
    private const string UrlAsPasted = "a URL is taken as people paste it";

    /// <summary>By a case's id: what happens here instead.</summary>
    public static readonly IReadOnlyDictionary<string, (string Reason, CliOutcome Ours)> Table = new Dictionary<string, (string, CliOutcome)>
    {
        ["flags-all-no-type"] = (NoTypeNeeded, new("k-flag", Url1, "m-flag")),
        ["providers-no-selected-type-envkey-openai"] = (NoTypeNeeded, new("k-env", Url1, "m-one")),
        ["type-key-url-settings-model"] = (NoTypeNeeded, new("k-env", Url1, "m-set")),
        ["type-key-url"] = (NoTypeNeeded, new("k-env", Url1, DefaultModel)),
        ["version-v2-flat"] = (NoTypeNeeded, new("k-env", Url1, DefaultModel)),
        ["protocol-wire-on-anthropic"] = (OneBadEntry, new("k-one", Url1, "m-one")),
        ["protocol-wire-invalid-other-entry"] = (OneBadEntry, new("k-one", Url1, "m-one")),
        ["version-wrapped-v4"] = (OneBadEntry, new("k-one", Url1, "m-one")),
        ["authsettings-reference-undefined"] = (UndefinedIsAnError, CliOutcome.Failed("SettingsFileInvalid")),
        ["envsection-reference-sibling"] = (UndefinedIsAnError, CliOutcome.Failed("SettingsFileInvalid")),
        ["envsection-dollar-in-key"] = (UndefinedIsAnError, CliOutcome.Failed("SettingsFileInvalid")),
        ["dotenv-directory"] = (HomeFillsNoGaps, new("k-proj", Url1, "m-proj")),
        ["dotenv-qwen-home-old-place"] = (HomeFillsNoGaps, new(null, Url1, DefaultModel)),
        ["dotenv-unreadable"] = (HomeFillsNoGaps, CliOutcome.Failed("EnvFileUnreadable")),
        ["dotenv-empty-value-project"] = (HomeFillsNoGaps, new(null, Url1, "m-proj")),
        ["dotenv-utf16"] = (HomeFillsNoGaps, new("k-16", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.6-plus")),
        ["dotenv-same-dir-second"] = (HomeFillsNoGaps, new(null, Url1, "m-q")),
        ["dotenv-project-and-two-home"] = (HomeFillsNoGaps, CliOutcome.Failed("NoAuthentication")),
        ["dotenv-second-project-file"] = (HomeFillsNoGaps, new(null, Url1, "m-near")),
        ["dotenv-two-home"] = (HomeFillsNoGaps, new("k-homeq", Url1, DefaultModel)),
        ["type-trio-mixed"] = (HomeFillsNoGaps, new(null, Url1, "m-env")),
        ["clash-trio-dotenv"] = (OneSet, new("k-proj", Url2, "m-proj")),
        ["clash-trio-process"] = (OneSet, new("k-env", Url2, "m-env")),
        ["clash-trio-no-type-listed"] = (OneSet, new("k-env", Url2, "m-one")),
        ["protocol-custom-id-unmapped-trio"] = (OneSet, new("k-env", Url2, "m-env")),
        ["trust-denied"] = (OneSet, new("k-home", Url2, "m-home")),
        ["type-qwen-oauth-variable"] = (CompleteVariables, new("k-env", Url1, "m-env")),
        ["type-gemini-with-openai-env"] = (CompleteVariables, new("k-env", Url1, "m-env")),
        ["type-anthropic-with-openai-env"] = (CompleteVariables, new("k-env", Url1, "m-env")),
        ["flags-type-bogus"] = (CompleteVariables, new("k-env", Url1, "m-env")),
        ["providers-absent-name-openai-model-unknown"] = (NoOtherModel, CliOutcome.Failed("InvalidParameter")),
        ["providers-unknown-name"] = (NoOtherModel, CliOutcome.Failed("InvalidParameter")),
        ["providers-unknown-name-openai-key-only"] = (NoOtherModel, CliOutcome.Failed("InvalidParameter")),
        ["providers-id-case"] = (NoOtherModel, CliOutcome.Failed("InvalidParameter")),
        ["scope-workspace-list-replaces"] = (NoOtherModel, CliOutcome.Failed("InvalidParameter")),
        ["trust-unknown"] = (FolderTrust, new("k-proj", Url1, "m-proj")),
        ["trust-enabled-by-workspace"] = (FolderTrust, new("k-proj", Url1, "m-proj")),
        ["trust-parent-file-denied"] = (FolderTrust, new("k-proj", Url1, "m-proj")),
        ["version-array"] = (ReadAsIs, new("k-env", Url1, "m-env")),
        ["version-trailing-comma"] = (ReadAsIs, new("k-env", Url1, "m-set")),
        ["version-empty-file"] = (ReadAsIs, new("k-env", Url1, "m-env")),
        ["none-url-model"] = (LocalNeedsNoKey, new(null, Url1, "m-env")),
        ["providers-apikey-member"] = (LocalNeedsNoKey, new(null, Url1, "m-one")),
        ["providers-no-envkey-no-key"] = (LocalNeedsNoKey, new(null, Url1, "m-one")),
        ["type-openai-no-key"] = (LocalNeedsNoKey, new(null, Url1, DefaultModel)),
        ["providers-unknown-name-url-only"] = (LocalNeedsNoKey, new(null, Url2, "m-unknown")),
        ["flags-key-with-provider"] = (ParameterIsAnEndpoint, new("k-flag", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.6-plus")),
        ["flags-url-with-provider"] = (ParameterIsAnEndpoint, new(null, Url2, DefaultModel)),
        ["key-nowhere-flag-key"] = (ParameterIsAnEndpoint, new("k-flag", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.6-plus")),
        ["plan-coding-alone"] = (OwnVariable, new("sk-sp-canary", "https://coding.dashscope.aliyuncs.com/v1/chat/completions", "qwen3.5-plus")),
        ["plan-token-alone"] = (OwnVariable, new("k-tp", "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.7-plus")),
        ["plan-dashscope-type"] = (OwnVariable, new("k-ds", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.6-plus")),
        ["plan-coding-url-model-type"] = (OwnVariable, new("sk-sp-canary", "https://coding.dashscope.aliyuncs.com/v1/chat/completions", "qwen3-coder-plus")),
        ["plan-dashscope-alone"] = (OwnVariable, new("k-ds", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.6-plus")),
        ["plan-token-url-model"] = (OwnVariable, new("k-tp", "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.7-plus")),
        ["key-nowhere-openai-key"] = (NoOtherKey, CliOutcome.Failed("NoAuthentication")),
        ["key-settings-env-empty"] = (NoOtherKey, CliOutcome.Failed("NoAuthentication")),
        ["oauth-selected"] = (OAuthStillServed, new("at-1", "https://portal.qwen.ai/v1/chat/completions", "coder-model")),
        ["oauth-variable"] = (OAuthStillServed, new("at-1", "https://portal.qwen.ai/v1/chat/completions", "coder-model")),
        ["providers-url-query"] = (UrlAsPasted, new("k-one", "http://127.0.0.1:{PORT1}/v1/chat/completions?api-version=1", "m-one")),
        ["providers-url-full-path"] = (UrlAsPasted, new("k-one", Url1, "m-one")),
        ["type-openai-key-only"] = (DefaultIsOurs, new("k-env", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "qwen3.6-plus")),
        ["gen-extra-body-overrides"] = ("the context shows the model of the route; extra_body replaces it in the request", new("k-one", Url1, "m-one")),
        ["type-openai-key-only-openai-shape"] = ("a key of OpenAI's goes to OpenAI", new("sk-proj-canary0000T3BlbkFJ0000", "https://api.openai.com/v1/chat/completions", null)),
        ["key-process-blank"] = ("a blank value counts as unset", new("k-proj", Url1, "m-one")),
        ["providers-absent-name-default-listed"] = ("without a model the first route is taken", new("k-a", Url1, "m-a")),
        ["scope-workspace-url-user-key"] = ("a project's file cannot send a variable of the user's to its own endpoint", CliOutcome.Failed("UntrustedEndpoint")),
        ["version-workspace-broken"] = ("a file that cannot be read is reported", CliOutcome.Failed("SettingsFileInvalid")),
        ["envsection-reference-project"] = ("a reference is resolved by the .env file in effect", new("k-proj", Url1, "m-one")),
        ["dotenv-qwen-home-relative"] = ("a relative QWEN_HOME is below the home directory: elsewhere the files of any folder that one enters would be the user's own", new("k-env", Url1, DefaultModel)),
        ["flags-model-same-id"] = ("model.baseUrl says which route is meant for the model that the settings name", new("k-b", Url2, "m-dup")),
    };
}
