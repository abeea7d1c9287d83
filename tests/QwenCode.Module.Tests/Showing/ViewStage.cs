using System.Text.Json;
using QwenCode.ModuleTests.GetQwenConversation;

namespace QwenCode.ModuleTests.Showing;

/// <summary>Every public type as the cmdlets return it, in every view, at several widths and in two cultures; made once.</summary>
public sealed class ViewStage : IAsyncLifetime
{
    /// <summary>A model's name that fits no narrow column.</summary>
    public const string LongModel = "accounts/fireworks/models/qwen3-coder-480b-a35b-instruct";

    /// <summary>A text that does not fit a line, of words and of Chinese without a blank.</summary>
    public static readonly string LongText = string.Concat(Enumerable.Repeat("天空之所以是蓝色的，是因为瑞利散射：波长较短的蓝光比波长较长的红光更容易被空气分子散射。", 4))
        + string.Concat(Enumerable.Repeat(" The sky is blue because short waves scatter more than long ones.", 4));

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[4088]];

    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}{Guid.NewGuid():N}";

    /// <summary>The views, and what else the script found.</summary>
    public JsonElement Seen { get; private set; }

    /// <summary>Each rendered view.</summary>
    public IReadOnlyList<View> Views { get; private set; } = [];

    /// <summary>What no view may hold: key, password and tokens, without their last characters, which a mask shows.</summary>
    public IReadOnlyList<string> Secrets { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (PinnedPowerShell.Missing is not null)
            return;
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Batches = BatchRules.OpenAI, Models = ["qwen3-max", LongModel, "qwen-turbo"], ToolScript = ToolScript.Of(ScriptedRound.Call("Get-PSDrive", """{"Name":["Temp"]}""")) });
        server.Enqueue(Fault.RawJson("""
            {"choices":[{"message":{"content":null,"tool_calls":[{"id":"call_1","function":{"name":"get_the_weather_forecast_for_a_city","arguments":"{\"city\":\"北京\",\"days\":3}"}}]},"finish_reason":"tool_calls"}]}
            """));
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithLogin(server).With("TZ", "Asia/Tokyo").With("LONG_TEXT", LongText);
        pwsh.Write("project/.env", $"""
            OPENAI_API_KEY={_canary}
            OPENAI_BASE_URL={server.BaseUrl}
            OPENAI_MODEL={LongModel}
            DB_PASSWORD={_canary}
            STORE=https://ann:{_canary}@store.example.com/v1
            DEBUG=1
            OPENAI_MODEL={LongModel}
            LANG="{LongText}
            and more"
            A_VARIABLE_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON=short
            """);
        pwsh.Write("home/.qwen/settings.json", $$"""
            { "modelProviders": {
                "openai": [
                  { "id": "{{LongModel}}", "name": "[一个名称] {{LongModel}}", "description": "一个较长的说明, and a longer one in English that goes on", "baseUrl": "https://ann.example/v1", "envKey": "A_VARIABLE_WITH_A_VERY_LONG_NAME_THAT_GOES_ON_AND_ON_AND_ON" },
                  { "id": "qwen3-max", "baseUrl": "https://ann.example/v1", "envKey": "{{_canary}}" }],
                "anthropic": [{ "id": "other" }] } }
            """);
        var talks = new SavedTalks(pwsh);
        talks.Save("一个较长的名称 of a conversation that goes on and on", Path.Join(pwsh.Project, "文件夹 with a long name that goes on"), LongText, "and then?");
        talks.Save("2026-03-04-120000", pwsh.Project, "Why is the sky blue?");
        await File.WriteAllBytesAsync(Path.Join(pwsh.Project, "map.png"), Png, TestContext.Current.CancellationToken);

        Seen = await pwsh.JsonAsync(Script);
        Views = [.. Seen.List("Views").Select(view => new View(view.Text("Type"), view.Text("Form"), view.Number("Width"), view.Text("Culture"), view.Text("Text")))];
        using var login = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Join(pwsh.Home, ".qwen", "oauth_creds.json"), TestContext.Current.CancellationToken));
        Secrets = [_canary[..^4], login.RootElement.Text("access_token")[..^4], login.RootElement.Text("refresh_token")[..^4]];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The samples are what commands return; the types are found by reflection.
    private const string Script = """
        $tools = Invoke-QwenChat '天气怎么样？' -WarningAction Ignore
        $called = Invoke-QwenChat '磁盘？' -Tool Get-PSDrive -ApproveTool Get-PSDrive
        $short = Invoke-QwenChat '天空为什么是蓝色的？'
        $long = Invoke-QwenChat $env:LONG_TEXT -System '请简短回答' -ExtraBody @{ enable_thinking = $true }
        $image = Invoke-QwenChat 'Which capital does this map show?' -Image map.png, https://example.com/maps/a-picture-with-a-rather-long-name.png
        $talk = New-QwenConversation -Message @(
            @{ role = 'developer'; content = $env:LONG_TEXT }
            @{ role = 'user'; content = @(@{ type = 'text'; text = $env:LONG_TEXT }, @{ type = 'file'; file = @{ filename = 'a-document.pdf'; file_data = 'data:application/pdf;base64,AAAA' } }, @{ type = 'file'; file = @{ file_id = 'file-1' } }) }
            @{ role = 'assistant'; reasoning_content = $env:LONG_TEXT; tool_calls = @(@{ id = 'call_1'; function = @{ name = 'get_the_weather_forecast_for_a_city'; arguments = '{"city":"北京"}' } }) }
            @{ role = 'tool'; tool_call_id = 'call_1'; content = $env:LONG_TEXT }
        )
        $file = Get-QwenEnvSource -WarningAction Ignore
        $context = Get-QwenAuth
        Set-QwenAuth -Method OAuth
        $samples = [ordered]@{
            ChatAnswer = $short, $long, $image
            ChatDelta = @(Invoke-QwenChat 'one two' -Stream -ExtraBody @{ enable_thinking = $true } -AuthContext $context)
            Conversation = $long.Conversation, $image.Conversation, $talk, (New-QwenConversation)
            ChatMessage = @($long.Conversation.Messages) + $image.Conversation.Messages + $talk.Messages
            ChatText = $talk.Messages[1].Contents[0]
            ChatReasoning = $talk.Messages[2].Contents[0]
            ChatImage = $image.Conversation.Messages[0].Images
            ChatFile = $talk.Messages[1].Contents[1, 2]
            ChatToolResult = $talk.Messages[3].Contents
            ChatToolCall = $tools.Messages[1].ToolCalls
            ToolCallRecord = @($tools.ToolCalls) + $called.ToolCalls
            QwenTool = (Get-QwenTool Get-PSDrive), (New-QwenTool Get-ChildItem -FixedParameter @{ Path = '/' } -Description $env:LONG_TEXT)
            TokenUsage = $short.Usage, $long.Usage
            AuthContext = $context, (Get-QwenAuth)
            AuthSource = $context.Sources
            EnvSource = @(Get-QwenEnvSource -All -WarningAction Ignore)
            EnvVariable = $file.Variables
            ConfiguredModel = @(Get-QwenModel -Configured)
            SavedConversation = @(Get-QwenConversation)
            ModelInfo = @(Get-QwenModel -AuthContext $context)
            QwenBatch = @(($env:LONG_TEXT | Start-QwenBatch -Name '一个较长的名称 of a batch that goes on and on' -AuthContext $context), ('b' | Start-QwenBatch '翻译' -Name rejected -ExtraBody @{ model = $null } -AuthContext $context))
            QwenBatchJob = @(Get-QwenBatch -AuthContext $context).Jobs
            QwenException = @(try { Invoke-QwenChat hi -AsObject } catch { $_.Exception })
            QwenRequestException = @(try { Invoke-QwenChat hi -AuthContext $context -Model fault-quota-exceeded -ErrorAction Stop } catch { $_.Exception })
        }
        $forms = [ordered]@{
            Default = { $input }
            Table = { $input | Format-Table -Force }
            List = { $input | Format-List -Force }
            Wide = { $input | Format-Wide -Force }
            All = { $input | Format-List * -Force }
        }
        function Show-View($name, $form, $culture, $width, $step) {
            @{ Type = $name; Form = $form; Culture = $culture; Width = $width; Text = $samples[$name] | & $step | Out-String -Width $width }
        }
        # PowerShell wraps by words in some cultures, and by characters in all others.
        $views = foreach ($window in ('en-US', 80), ('en-US', 100), ('en-US', 160), ('zh-CN', 80)) {
            $culture, $width = $window
            [cultureinfo]::CurrentCulture = $culture
            foreach ($name in $samples.Keys) {
                foreach ($form in $forms.Keys) { Show-View $name $form $culture $width $forms[$form] }
            }
        }
        $custom = foreach ($name in $samples.Keys) { Show-View $name Custom en-US 100 { $input | Format-Custom -Depth 2 } }

        $public = @([QwenCode.ChatAnswer].Assembly.GetExportedTypes()) + [QwenCode.QwenTool] | Where-Object { $_.Namespace -eq 'QwenCode' -and -not $_.IsEnum -and -not $_.IsAbstract }
        $short, $image | Export-Clixml out.xml
        $copies = Import-Clixml out.xml
        [cultureinfo]::CurrentCulture = 'en-US'
        # Get-FormatData of PowerShell 7.4 fails on views with a shared control.
        $format = [xml](Get-Content -Raw (Join-Path (Split-Path $manifest) lib QwenCode.Format.ps1xml))
        @{
            Views   = @($views) + $custom
            Mixed   = $talk.Messages.Contents + $tools.Messages[1].ToolCalls | Out-String -Width 500
            Types   = @($public.Name)
            Samples = @($samples.GetEnumerator() | ForEach-Object { "$($_.Key): $(@($_.Value | ForEach-Object { $_.GetType().Name } | Sort-Object -Unique))" })
            Defined = @($public | ForEach-Object {
                $type = $_.FullName
                $views = $format.Configuration.ViewDefinitions.View | Where-Object { $_.ViewSelectedBy.TypeName -contains $type }
                "$($_.Name): $(@($views | ForEach-Object { $_.ChildNodes.Name } | Where-Object { $_ -like '*Control' } | ForEach-Object { $_ -replace 'Control' } | Sort-Object -Unique))"
            })
            Created = $short.CreatedAt.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')
            Models  = [DateTimeOffset]::new(2025, 1, 1, 0, 0, 0, [TimeSpan]::Zero).ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')
            Expires = $samples.AuthContext[1].ExpiresAt.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')
            Offsets = @($short.CreatedAt, $samples.ModelInfo[0].CreatedAt, $samples.AuthContext[1].ExpiresAt | ForEach-Object { $_.Offset -eq [TimeZoneInfo]::Local.GetUtcOffset($_) })
            Copied  = @(foreach ($all in @($short, $image), $copies) {
                $all | Out-String -Width 80
                $all | Format-Table -Force | Out-String -Width 80
                $all.Conversation | Out-String -Width 80
            })
        } | ConvertTo-Json -Compress -Depth 4
        """;

    /// <summary>A view as it was shown.</summary>
    public sealed record View(string Type, string Form, int Width, string Culture, string Text)
    {
        /// <summary>Its lines.</summary>
        public IEnumerable<string> Lines => Text.ReplaceLineEndings("\n").Split('\n');

        /// <summary>The text without blanks and line breaks, as it was before it was wrapped.</summary>
        public string Unwrapped => string.Concat(Text.Where(letter => !char.IsWhiteSpace(letter)));

        /// <summary>Which it is, for messages.</summary>
        public override string ToString() => $"{Type}, {Form}, {Width} columns, {Culture}:\n{Text}";
    }
}
