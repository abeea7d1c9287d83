namespace QwenCode.ModuleTests.Errors;

/// <summary>The steps of the canary runs: every cmdlet, every parameter set, every failure, with a secret in every location.</summary>
internal static class CanarySteps
{
    /// <summary>Keys: specified, in the process, in a file, in the settings, in a URL; and the ways to sign in to Microsoft Entra ID.</summary>
    public const string Keys = """
        foreach ($secret in $secrets.parameter, (ConvertTo-SecureString $secrets.parameter -AsPlainText), [pscredential]::new('me', (ConvertTo-SecureString $secrets.parameter -AsPlainText))) {
            Try-It { Connect-Qwen -ApiKey $secret -BaseUrl $env:SERVER -Verbose -Debug }
            Try-It { Set-QwenAuth -ApiKey $secret -PassThru -Verbose -Debug }
            Try-It { Connect-Qwen -ApiKey $secret -NoSuchParameter }
            Try-It { Connect-Qwen -ApiKey $secret, $secret }
        }
        $secret = $secrets.parameter
        Try-It { Set-QwenAuth -ApiKey $secret -WhatIf -Verbose -Debug }
        Try-It { Connect-Qwen -ApiKey $secret -Provider NoSuchProvider }
        Try-It { Connect-Qwen -ApiKey $secret -BaseUrl nonsense }
        Try-It { Connect-Qwen -ApiKey $secret -Method NoSuchMethod }
        Try-It { Connect-Qwen -ApiKey $secret -Method OAuth }
        Try-It { Connect-Qwen -ApiKey "$($secrets.parameter)`n" }
        Try-It { Set-QwenAuth -ApiKey "$($secrets.parameter)é" }
        Try-It { Get-QwenAuth -Verbose -Debug }
        Try-It { Get-QwenModel -Verbose -Debug }
        Try-It { Get-QwenModel no-such-model -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Stream -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Live -Verbose -Debug }
        Try-It { 'a', 'b', 'c' | Invoke-QwenChat -System s -ThrottleLimit 2 -Verbose -Debug }
        Try-It { 'a' | Invoke-QwenChat -Stream -Verbose -Debug }
        Try-It { 'a', 'b' | Invoke-QwenChat 'Which?' -PerItem -Verbose -Debug }
        Try-It { class Throwing { [string] $Name; Throwing() { throw 'no' } }; Invoke-QwenChat hi -Schema ([Throwing]) -Verbose -Debug }
        Try-It { New-QwenConversation -System s -Message @{ role = 'user'; content = 'hi' } -Verbose -Debug }
        Try-It { New-QwenConversation -Message 'no role' }
        $talks = Join-Path ([Environment]::GetFolderPath('LocalApplicationData', 'DoNotVerify')) QwenCode conversations
        $null = New-Item $talks -ItemType Directory -Force
        Set-Content (Join-Path $talks foreign.jsonl) "{`"key`":`"$secret`"}"
        Set-Content (Join-Path $talks open.jsonl) '{"qwenCode":1}'
        $lock = [IO.File]::Open((Join-Path $talks open.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        Try-It { Get-QwenConversation -Verbose -Debug }
        Try-It { Remove-QwenConversation open -Verbose -Debug }
        $lock.Dispose()
        Remove-Item (Join-Path $talks open.lock)
        $null = New-Item (Join-Path $talks open.lock) -ItemType Directory
        Try-It { Remove-QwenConversation open -Verbose -Debug }
        Remove-Item $talks -Recurse
        Try-It { Get-QwenConversation no-such-conversation -Verbose -Debug }
        Try-It { Get-QwenConversation -Last -Verbose -Debug }
        Try-It { Enter-QwenChat $secret -Verbose -Debug }
        Try-It { Remove-QwenConversation no-such-conversation -Verbose -Debug }
        Try-It { '' | Invoke-QwenChat -Verbose -Debug }
        Try-It { @() | Invoke-QwenChat 'Which?' -AsText -Verbose -Debug }

        Try-It { Get-QwenTool Get-PSDrive -Verbose -Debug }
        Try-It { Get-QwenTool $secret -Verbose -Debug }
        Try-It { New-QwenTool Get-Item -FixedParameter @{ Path = "./$secret" } -Verbose -Debug }
        Try-It { New-QwenTool -Name Show-Canary -ScriptBlock { param($Key) "key $Key" } -Verbose -Debug }
        $tool = New-QwenTool -Name Get-Canary -ScriptBlock { "key sk-$secret"; Write-Warning "key sk-$secret"; Write-Host "key sk-$secret"; $Host.UI.WriteLine("key sk-$secret") } -Verbose -Debug
        Try-It { 'x' | Invoke-QwenChat p -PerItem -Model m -Checkpoint run.jsonl -Verbose -Debug }
        Try-It { 'x' | Invoke-QwenChat $secret -PerItem -Model m -Checkpoint run.jsonl -Verbose -Debug }
        Try-It { 'x' | Invoke-QwenChat p -PerItem -Model m -Checkpoint no-such-folder/run.jsonl -Verbose -Debug }
        $lock = [IO.File]::Open((Join-Path $PWD run.jsonl.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        Try-It { 'x' | Invoke-QwenChat p -PerItem -Model m -Checkpoint run.jsonl -Verbose -Debug }
        $lock.Dispose()
        Remove-Item run.jsonl*
        Try-It { Set-QwenAuth -BaseUrl $env:TOOL_SERVER }
        Try-It { Invoke-QwenChat hi -Model m -Tool $tool -Verbose }
        Try-It { Invoke-QwenChat hi -Model m -Tool $tool -WhatIf -Verbose }
        Try-It { Invoke-QwenChat hi -Model m -Tool $tool -ApproveTool Get-Canary -MaximumToolRounds 2 -Verbose }
        Try-It { Invoke-QwenChat hi -Model m -Tool $tool -ApproveTool Get-Canary -MaximumToolRounds 1 -Live -Verbose }
        Try-It { Connect-Qwen -ApiKey $secret -BaseUrl $env:BATCH_SERVER -Model m }
        Try-It { 'a', 'b' | Start-QwenBatch p -Name one -Verbose -Debug }
        Try-It { Wait-QwenBatch one -Verbose -Debug }
        Try-It { 'a', 'b' | Start-QwenBatch p -Name one -Verbose -Debug }
        Try-It { 'a', 'b' | Start-QwenBatch p -Name one -Verbose -Debug }
        Try-It { Receive-QwenBatch one -Verbose -Debug }
        Try-It { Wait-QwenBatch one -Verbose -Debug }
        Try-It { Receive-QwenBatch one -Verbose -Debug }
        Try-It { Get-QwenBatch -Verbose -Debug }
        Try-It { 'a' | Start-QwenBatch -Name rejected -ExtraBody @{ model = $null } -Verbose -Debug }
        Try-It { Get-QwenBatch rejected | Receive-QwenBatch -Verbose -Debug }
        Try-It { Remove-QwenBatch rejected -WhatIf -Verbose -Debug }
        $id = (Get-QwenBatch one).Id
        Try-It { Get-QwenBatch -Id $id -Verbose -Debug }
        Try-It { Wait-QwenBatch -Id $id -Verbose -Debug }
        Try-It { Receive-QwenBatch -Id $id -Keep -Verbose -Debug }
        Try-It { Start-QwenBatch -Retry one -Name two -Verbose -Debug }
        Try-It { 'a' | Start-QwenBatch -OutFile requests.jsonl -Verbose -Debug }
        Set-Content results.jsonl "not JSON: $secret"
        Try-It { Receive-QwenBatch -Path results.jsonl -RequestPath requests.jsonl -Verbose -Debug }
        Try-It { Receive-QwenBatch -Path results.jsonl -Verbose -Debug }
        Remove-Item requests.jsonl, results.jsonl
        $batches = Join-Path (Split-Path (Split-Path (Get-QwenBatch one).Path)) batches
        $lock = [IO.File]::Open((Join-Path $batches one batch.lock), 'OpenOrCreate', 'ReadWrite', 'None')
        Try-It { Remove-QwenBatch one -Force -Verbose -Debug }
        $lock.Dispose()
        $null = New-Item (Join-Path $batches blocked batch.lock) -ItemType Directory -Force
        Try-It { 'a' | Start-QwenBatch -Name blocked -Verbose -Debug }
        $null = New-Item (Join-Path $batches bad) -ItemType Directory
        Set-Content (Join-Path $batches bad batch.json) "{`"key`":`"$secret`"}"
        Try-It { Get-QwenBatch bad -Verbose -Debug }
        Remove-Item (Join-Path $batches bad), (Join-Path $batches blocked) -Recurse
        Try-It { Get-QwenBatch no-such-batch -Verbose -Debug }
        Try-It { Stop-QwenBatch two -PassThru -Verbose -Debug }
        Try-It { Stop-QwenBatch -Id $id -Verbose -Debug }
        $key = $env:OPENAI_API_KEY
        Try-It { Set-QwenAuth -ApiKey k-0123456789abcdef }
        Try-It { Receive-QwenBatch one -Verbose -Debug }
        Try-It { Set-QwenAuth -Provider DeepSeek -BaseUrl $env:BATCH_SERVER -Model m }
        Try-It { 'a' | Start-QwenBatch -Verbose -Debug }
        Disconnect-Qwen
        Try-It { Connect-Qwen -ApiKey $secret -BaseUrl $env:BATCH_SERVER -Model m }
        Try-It { Remove-QwenBatch -Id $id -Verbose -Debug }
        Try-It { Remove-QwenBatch two, rejected -Force -Verbose -Debug }
        Try-It { Set-QwenAuth -BaseUrl $env:SERVER }

        $faults = 'invalid-api-key', 'forbidden', 'model-not-found', 'bad-request', 'context-too-long', 'content-blocked', 'rate-limited', 'quota-exceeded',
            'server-error', 'bad-gateway', 'html-page', 'not-json', 'error-in-ok', 'reset', 'cut-body', 'stream-error', 'stream-reset'
        foreach ($fault in $faults) {
            Try-It { Invoke-QwenChat hi -Model "fault-$fault" -MaximumRetryCount 0 -Stream:($fault -like 'stream-*') -Verbose -Debug }
        }
        Try-It { Invoke-QwenChat hi -Model fault-hang -TimeoutSec 1 -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Model fault-server-error -MaximumRetryCount 1 -RetryIntervalSec 1 -FallbackModel fault-forbidden -Verbose -Debug }

        # A service that sends everything back, in an error's body and in headers.
        Try-It { Set-QwenAuth -BaseUrl $env:ECHO -PassThru -Verbose -Debug }
        foreach ($number in 1..$env:FORMS) { Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug } }
        foreach ($number in 1..4) { Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Stream -Verbose -Debug } }
        Try-It { Get-QwenModel -MaximumRetryCount 0 -Verbose -Debug }

        $env:QWEN_MAX_ANSWER_MB = 1
        Try-It { Set-QwenAuth -BaseUrl $env:SERVER }
        Try-It { 'x' * 1200000 | Invoke-QwenChat -MaximumRetryCount 0 -Verbose -Debug }
        Remove-Item env:QWEN_MAX_ANSWER_MB

        # Secrets in a URL.
        $port = ([uri]$env:SERVER).Authority
        foreach ($url in "http://me:$($secrets.'URL password')@$port/v1", "http://$($secrets.'URL user')@$port/v1", "$env:SERVER`?api_key=$($secrets.'URL query')",
            "http://127.0.0.1:1/v1?token=$($secrets.'URL query')", "$env:SERVER#$($secrets.'URL query')", "ftp://me:$($secrets.'URL password')@$port/v1",
            "https://dashscope.aliyuncs.com/elsewhere?token=$($secrets.'URL query')", "me:$($secrets.'URL password')@host.example/v1", "http://[me:$($secrets.'URL password')@host/v1") {
            $name = $url
            Try-It { Connect-Qwen -ApiKey k-0123456789 -BaseUrl $name -Model m -Verbose -Debug }
            Try-It { Set-QwenAuth -BaseUrl $name -PassThru -Verbose -Debug }
            Try-It { Invoke-QwenChat hi -Model fault-server-error -MaximumRetryCount 0 -Verbose -Debug }
            Disconnect-Qwen
            $env:OPENAI_BASE_URL = $name
            Try-It { Get-QwenModel no-such-model -MaximumRetryCount 0 -Verbose -Debug }
            Remove-Item env:OPENAI_BASE_URL
        }
        Remove-Variable url, name

        # Over the proxy of the environment, whose URL has a password.
        Try-It { Connect-Qwen -ApiKey k-0123456789 -BaseUrl https://proxied.invalid/v1 -Model m -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug }
        Try-It { Connect-Qwen -ApiKey k-0123456789 -BaseUrl $env:TLS_SERVER -Model m -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug }
        Try-It { Connect-Qwen -ApiKey $secrets.parameter -Provider OpenAI -BaseUrl $env:SERVER -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Try-It { Disconnect-Qwen -Verbose -Debug }

        # The process', the file's, the settings'.
        $env:OPENAI_API_KEY = $secrets.process
        $env:OPENAI_BASE_URL = $env:SERVER
        Try-It { Connect-Qwen -Verbose -Debug }
        Try-It { Get-QwenAuth -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Model m -Verbose -Debug }
        Try-Apart { 1..3 | Invoke-QwenChat -Model fault-delay -ThrottleLimit 2 -Verbose -Debug }
        Try-It { Get-QwenEnvSource -All -Verbose -Debug }
        Remove-Item env:OPENAI_API_KEY, env:OPENAI_BASE_URL
        Set-Location with-file
        Try-It { Get-QwenEnvSource -Verbose -Debug }
        Try-It { Get-Item . | Get-QwenEnvSource -EnvSyntax DotNetEnv -All -Verbose -Debug }
        Try-It { Import-QwenEnv -WhatIf -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Try-It { Get-QwenAuth -Verbose -Debug }
        $env:QWEN_STRICT_ENV = '1'
        $env:OPENAI_API_KEY = $secrets.process
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Remove-Item env:QWEN_STRICT_ENV
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Remove-Item env:OPENAI_API_KEY
        Set-Location ../with-broken-file
        Try-It { Get-QwenEnvSource -EnvSyntax DotNetEnv -Verbose -Debug }
        Try-It { Get-QwenEnvSource -Verbose -Debug }
        Set-Location ../with-settings
        $env:OPENAI_BASE_URL = $env:SERVER
        Try-It { Invoke-QwenChat hi -Model m -Verbose -Debug }
        Try-It { Get-QwenAuth -Verbose -Debug }
        # Routes with secrets in keys, headers and members, to a service that sends everything back.
        $routes = @{ modelProviders = @{ openai = @(
            @{ id = 'm-route'; baseUrl = $env:ECHO; envKey = 'ROUTE_KEY'; generationConfig = @{ customHeaders = @{ 'X-Gateway' = $secrets.header }; extra_body = @{ token = '${BODY_TOKEN}' } } }
            @{ id = 'm-wrong'; baseUrl = $env:ECHO; envKey = "sk-$($secrets.'key as a name')" }
            @{ id = 'm-none'; baseUrl = $env:ECHO; envKey = 'NOT_SET_ANYWHERE' }) }; env = @{ ROUTE_KEY = $secrets.'route key' } }
        $settings = Join-Path $HOME .qwen settings.json
        Move-Item $settings "$settings.kept"
        Set-Content $settings (ConvertTo-Json $routes -Depth 9)
        $base = $env:OPENAI_BASE_URL
        Remove-Item env:OPENAI_BASE_URL
        $env:BODY_TOKEN = $secrets.member
        Try-It { Get-QwenModel -Configured -Verbose -Debug }
        Try-It { Get-QwenModel nothing -Configured -Verbose -Debug }
        Try-It { Get-QwenAuth -Verbose -Debug }
        foreach ($number in 1..3) { Try-It { Invoke-QwenChat hi -Model m-route -MaximumRetryCount 0 -Verbose -Debug } }
        foreach ($model in 'm-wrong', 'm-none', 'm-unknown') { Try-It { Invoke-QwenChat hi -Model $model -MaximumRetryCount 0 -Verbose -Debug } }
        Try-It { Set-QwenAuth -Model m-route -PassThru -Persist -Verbose -Debug }
        Try-It { Connect-Qwen -ApiKey $secrets.parameter -BaseUrl $env:ECHO -Model m -PersistKey -WhatIf -Verbose -Debug }
        Try-It { Disconnect-Qwen }
        $env:OPENAI_BASE_URL = $base
        Remove-Item env:BODY_TOKEN
        Move-Item -Force "$settings.kept" $settings
        Set-Location ../with-broken-settings
        Try-It { Get-QwenAuth -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Set-Location ../with-rule
        Try-It { Connect-Qwen -ApiKey $secrets.parameter -Verbose -Debug }
        Set-Location ..
        Remove-Item env:OPENAI_BASE_URL, (Join-Path $HOME .qwen settings.json)
        $env:QWEN_HOME = Join-Path $PWD app.pfx
        Try-It { Set-QwenAuth -ApiKey $secrets.parameter -Provider OpenAI -Model m -Persist -Verbose -Debug }
        Remove-Item env:QWEN_HOME
        Try-It { Connect-Qwen -Verbose -Debug }
        Try-It { Connect-Qwen -Method OAuth -Verbose -Debug }
        Set-Location with-broken-file
        Try-It { Set-QwenAuth -EnvSyntax DotNetEnv -PassThru -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Try-It { Set-QwenAuth -EnvSyntax Dotenv -Verbose -Debug }
        Set-Location ..

        # Microsoft Entra ID.
        foreach ($token in (ConvertTo-SecureString $secrets.'access token' -AsPlainText), $secrets.'access token') {
            Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -AccessToken $token -Verbose -Debug }
            Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -AccessToken $token -ClientSecret $secrets.'client secret' -TenantId t -ClientId c -Verbose -Debug }
        }
        Try-It { Disconnect-Qwen -RemoveCredential -Confirm:$false -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -ClientSecret $secrets.'client secret' -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -ClientSecret $secrets.'client secret' -TenantId contoso.example -ClientId 00000000-0000-0000-0000-000000000000 -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -CertificatePath with-file/.env -CertificatePassword $secrets.'certificate password' -TenantId t -ClientId c -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -CertificatePath app.pfx -CertificatePassword $secrets.'certificate password' -TenantId contoso.example -ClientId 00000000-0000-0000-0000-000000000000 -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -CertificatePath app.pfx -CertificatePassword "wrong $($secrets.'certificate password')" -TenantId t -ClientId c -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -AccessToken $token -Verbose -Debug }
        foreach ($number in 1..6) { Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug } }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -DeviceCode -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl $env:ECHO -Model gpt -TenantId t -ClientId c -CertificateThumbprint 0123456789ABCDEF0123456789ABCDEF01234567 -Verbose -Debug }
        Try-It { Connect-Qwen -Method Entra -BaseUrl http://resource.example -Model gpt -ManagedIdentity -Verbose -Debug }
        Remove-Variable token

        """;

    /// <summary>Sign-ins with OAuth that succeed, fail, and go to a service that sends everything back.</summary>
    public const string Logins = """
        foreach ($number in 1..$env:LOGINS) { Try-It { Connect-Qwen -Method OAuth -AllowNonInteractive -Force -Verbose -Debug } }
        Try-It { Connect-Qwen -Method OAuth -Verbose -Debug }
        Try-It { Get-QwenAuth -Verbose -Debug }
        Try-It { Get-QwenModel -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Try-It { 'one', 'two' | Invoke-QwenChat -ThrottleLimit 2 -Verbose -Debug }
        foreach ($fault in 'invalid-api-key', 'forbidden', 'quota-exceeded', 'html-page', 'reset') {
            Try-It { Invoke-QwenChat hi -Model "fault-$fault" -MaximumRetryCount 0 -Verbose -Debug }
        }
        $file = Join-Path $HOME .qwen oauth_creds.json
        $login = Get-Content $file -Raw
        foreach ($broken in ($login -replace '(?<="resource_url": ")[^"]*', 'https://example.com'), $login.Substring(0, 150), ($login -replace 'expiry_date', 'no_date')) {
            Set-Content $file $broken
            Try-It { Invoke-QwenChat hi -Verbose -Debug }
            Try-It { Get-QwenAuth -Verbose -Debug }
        }
        $expired = $login -replace '(?<="expiry_date": )\d+', '1'
        Set-Content $file $expired
        foreach ($number in 1..$env:REFRESHES) { Try-It { Invoke-QwenChat hi -Verbose -Debug } }

        $credential = [pscredential]::new('me', (ConvertTo-SecureString $secrets.'proxy password' -AsPlainText))
        Try-It { Connect-Qwen -Method OAuth -AllowNonInteractive -Force -Proxy $env:PROXY -ProxyCredential $credential -Verbose -Debug }
        Try-It { Connect-Qwen -Method OAuth -AllowNonInteractive -Force -Proxy http://127.0.0.1:1 -ProxyCredential $credential -Verbose -Debug }

        # A login service that sends everything back: the device code and the verifier, the refresh token, the access token.
        $env:QWEN_OAUTH_BASE_URL = $env:ECHO
        foreach ($number in 1..$env:FORMS) { Try-It { Connect-Qwen -Method OAuth -AllowNonInteractive -Force -TimeoutSec 2 -Verbose -Debug } }
        foreach ($number in 1..3) { Try-Apart { Connect-Qwen -Method OAuth -AllowNonInteractive -Force -TimeoutSec 2 -Verbose -Debug } }
        $planted = @{ access_token = $secrets.'stored access token'; refresh_token = $secrets.'stored refresh token'; token_type = 'Bearer'; resource_url = $env:ECHO }
        foreach ($number in 1..$env:FORMS) {
            $planted + @{ expiry_date = 1 } | ConvertTo-Json | Set-Content $file
            Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug }
        }
        foreach ($number in 1..$env:FORMS) {
            $planted + @{ expiry_date = [DateTimeOffset]::UtcNow.AddHours(1).ToUnixTimeMilliseconds() } | ConvertTo-Json | Set-Content $file
            Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug }
        }
        Try-It { Get-QwenModel -MaximumRetryCount 0 -Verbose -Debug }
        Try-It { Get-QwenAuth -Verbose -Debug }
        Remove-Variable login, broken, expired, planted, credential
        Try-It { Disconnect-Qwen -RemoveCredential -Confirm:$false -Verbose -Debug }

        """;

    /// <summary>A credential that has to be renewed while the lock cannot be acquired, and one that cannot be stored.</summary>
    public const string Locked = """
        $file = Join-Path $HOME .qwen oauth_creds.json
        $null = New-Item -ItemType Directory (Join-Path $HOME .qwen oauth_creds.lock) -Force
        @{ access_token = $secrets.'locked access token'; refresh_token = $secrets.'locked refresh token'; token_type = 'Bearer'; expiry_date = 1 } | ConvertTo-Json | Set-Content $file
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        $env:QWEN_HOME = Join-Path $PWD no-folder
        Set-Content $env:QWEN_HOME 'a file'
        Try-It { Connect-Qwen -Method OAuth -AllowNonInteractive -Force -Verbose -Debug }
        Remove-Item env:QWEN_HOME

        """;
}
