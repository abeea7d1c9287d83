<#
.SYNOPSIS
    Shows QwenCode at work against the loopback server: no account and no network needed.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $DotNet,
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'PlainText'

# Nothing of the caller's own keys or files takes part.
Get-ChildItem env: | Where-Object Name -match '^(OPENAI_|QWEN_|DASHSCOPE_)' | Remove-Item

$work = Join-Path ([IO.Path]::GetTempPath()) "qwencode-demo-$PID"
$start = [Diagnostics.ProcessStartInfo]::new($DotNet)
Join-Path $PSScriptRoot "bin/$Configuration/net10.0/QwenCode.Loopback.dll" | ForEach-Object { $start.ArgumentList.Add($_) }
'--port', '0', '--demo', '--batches', 'openai', '--parent-pid', "$PID" | ForEach-Object { $start.ArgumentList.Add($_) }
$start.RedirectStandardOutput = $true
$server = [Diagnostics.Process]::Start($start)

function Show([string] $Text, [scriptblock] $Command) {
    Write-Host "`n# $Text"
    Write-Host "PS> $("$Command".Trim())"
    . $Command | Out-String -Width 100 | ForEach-Object TrimEnd | Write-Host
}

try {
    if ($server.StandardOutput.ReadLine() -notmatch '^listening on (?<url>\S+)$') {
        throw 'The loopback server did not start.'
    }

    New-Item -ItemType Directory (Join-Path $work '.qwen'), (Join-Path $work 'src/app') | Out-Null
    Set-Content (Join-Path $work '.qwen/.env') @"
OPENAI_API_KEY=sk-demo-0000000000000000000000
OPENAI_BASE_URL=$($Matches.url)
OPENAI_MODEL=qwen3.6-plus
"@
    Set-Content (Join-Path $work 'src/app/app.log') 'INFO started', 'ERROR 03:12 pool exhausted', 'ERROR 03:13 query failed', 'INFO stopped'
    Set-Location (Join-Path $work 'src/app')
    $env:QWEN_HOME = Join-Path $work 'home'
    $env:QWEN_OAUTH_BASE_URL = ([uri]$Matches.url).GetLeftPart('Authority')
    $env:NO_BROWSER = '1'
    $env:XDG_DATA_HOME = Join-Path $work data
    Import-Module $Module

    Show 'A .env file two folders up holds key, endpoint and model. Which one counts here?' { Get-QwenEnvSource }
    Show 'Ask. The answer is an object that shows as its text.' { Invoke-QwenChat 'Say hello' }
    Show 'What else it knows.' { Invoke-QwenChat 'Say hello' | Format-List Text, Model, FinishReason, Usage, Attempts }
    Show 'Go on with the conversation.' { Invoke-QwenChat 'Say hello' | Invoke-QwenChat 'And in French?' }
    Show 'Pipe material to a prompt: one request.' { Get-Content app.log | Invoke-QwenChat 'Summarize the errors in this log' }
    Show 'Pipe prompts: one request each, objects out, on to other cmdlets.' {
        'I love it', 'It broke on day one' |
            Invoke-QwenChat -System 'Classify the sentiment' |
            Select-Object @{ n = 'Verdict'; e = { $_.Text } }, Model, @{ n = 'Tokens'; e = { $_.Usage.TotalTokens } } |
            Format-Table
    }
    Show 'Name a command that the model may call. What was run, and who approved it, is on the answer.' {
        $answer = Invoke-QwenChat 'How much space is free?' -Tool Get-PSDrive -ApproveTool Get-PSDrive
        $answer.Text
        $answer.ToolCalls | Format-Table Command, Status, Approval
    }
    Write-Host "`n# Talk at a console. At a terminal a person types; here the script does.`nPS> Enter-QwenChat -NoSave"
    $typingHost = Add-Type -PassThru -IgnoreWarnings -Path (Join-Path $PSScriptRoot TypingHost.cs) | Where-Object Name -EQ TypingHost
    $typist = $typingHost::new(@('Say hello', '/stats', '/exit'))
    $console = [powershell]::Create([runspacefactory]::CreateRunspace($typist))
    $console.Runspace.Open()
    $null = $console.AddScript("Set-Location '$PWD'; Import-Module '$Module'; Enter-QwenChat -NoSave").Invoke()
    $console.Runspace.Dispose()
    Write-Host $typist.Shown
    Show 'Hand requests over to the provider as a batch: hours later, at half the price. Here it takes a moment.' {
        $batch = 'I love it', 'It broke on day one' | Start-QwenBatch 'Classify the sentiment'
        $batch | Wait-QwenBatch | Receive-QwenBatch | Format-Table InputObject, Text
        $batch | Remove-QwenBatch
    }
    Show 'The models of the endpoint.' { Get-QwenModel qwen* | Format-Table Id, OwnedBy }
    Show 'Sign in with Qwen OAuth. A person approves on the page; here one line of the script does.' {
        Connect-Qwen -Method OAuth -AllowNonInteractive 6>&1 |
            ForEach-Object { if ("$_" -match '^http') { $null = Invoke-RestMethod "$_" -Method Post }; $_ }
    }
    Show 'What is in effect, and where does it come from?' { Get-QwenAuth }
    Write-Host "`nThat was the main job. docs/guides/providers.md shows how to use a real provider."
}
finally {
    if (-not $server.HasExited) { $server.Kill() }
    Set-Location $PSScriptRoot
    Remove-Item $work -Recurse -Force -ErrorAction Ignore
}
