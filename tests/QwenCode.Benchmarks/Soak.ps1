<#
.SYNOPSIS
    Uses the module in every way, round after round, and writes a line of JSON about this process now and then.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [double] $Minutes
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $InformationPreference = 'SilentlyContinue'
Import-Module $Module
$typingHost = Add-Type -PassThru -IgnoreWarnings -Path (Join-Path $PSScriptRoot TypingHost.cs) | Where-Object Name -EQ TypingHost
$process = [Diagnostics.Process]::GetCurrentProcess()

function Assert-Equal([string] $what, $expected, $actual) {
    if ($expected -ne $actual) {
        throw "$what gave '$actual' and not '$expected'."
    }
}

function Assert-Failure([string] $model, [string] $id, [hashtable] $with = @{}) {
    $failures = $null
    $null = Invoke-QwenChat hi -Model $model -MaximumRetryCount 0 @with -ErrorAction SilentlyContinue -ErrorVariable failures
    Assert-Equal $model $id "$($failures[0].FullyQualifiedErrorId)".Split(',')[0]
}

function Get-Mark([string] $Text) {
    "mark $Text"
}

function Invoke-ToolRound {
    $answer = Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark
    Assert-Equal 'A tool' 'Completed Completed UnknownTool' "$($answer.ToolCalls.Status)"
    Assert-Equal 'Its results' 'mark one' @($answer.Messages | Where-Object Role -EQ tool)[0].Text
    Assert-Equal 'A tool in a stream' 3 (Invoke-QwenChat go -Tool Get-Mark -ApproveTool Get-Mark -Stream | Where-Object Answer).Answer.ToolCalls.Count
    Assert-Equal 'A tool that nobody approves' 'Denied' @((Invoke-QwenChat go -Tool Get-Mark -WarningAction Ignore).ToolCalls.Status)[0]
}

function Invoke-BatchRound {
    $batch = 1..20 | Start-QwenBatch 'Classify' -Name soak
    Assert-Equal 'A batch that was started' 20 $batch.Total
    Assert-Equal 'A batch that was waited for' 'Completed' (Wait-QwenBatch soak).State
    Assert-Equal 'A batch that was received' 20 @(Receive-QwenBatch soak).Count
    Assert-Equal 'A batch received in part' 2 @(Receive-QwenBatch soak | Select-Object -First 2).Count
    Assert-Equal 'The batches' 1 @(Get-QwenBatch).Count
    Remove-QwenBatch soak
    Assert-Equal 'No batches' 0 @(Get-QwenBatch).Count
}

# A user of a host without a terminal talks, and a tool runs that the user approves.
function Invoke-ConsoleRound {
    $typist = $typingHost::new(@('hello', '/retry', 'go', '/nothing', '/exit'))
    $runspace = [runspacefactory]::CreateRunspace($typist)
    $runspace.Open()
    $console = [powershell]::Create($runspace)
    try {
        $talk = $console.AddScript("Set-Location '$PWD'; Import-Module '$Module'; function Get-Mark([string] `$Text) { `"mark `$Text`" }; Enter-QwenChat -Name soak -Tool Get-Mark").Invoke()
        Assert-Equal "A console's errors" '' "$($console.Streams.Error)"
        Assert-Equal 'A console' 2 @($talk[0].Messages | Where-Object Role -EQ user).Count
        Assert-Equal 'What a console shows' $true $typist.Shown.Contains('mark two')
    }
    finally {
        $console.Dispose()
        $runspace.Dispose()
    }

    $saved = Get-QwenConversation soak
    Assert-Equal 'A saved conversation' 2 $saved.Turns
    Assert-Equal 'Continuing it' 'You said: again' (Invoke-QwenChat again -Conversation $saved).Text
    Remove-QwenConversation soak
    Assert-Equal 'The saved conversations' 0 @(Get-QwenConversation).Count
    $examples = New-QwenConversation 'Be brief.' -Message @{ role = 'user'; content = 'a' }, @{ role = 'assistant'; content = 'b' }
    Assert-Equal 'A new conversation' 5 ($examples | Invoke-QwenChat c).Conversation.Messages.Count
}

function Invoke-CheckpointRound {
    Assert-Equal 'A checkpoint' 3 @(1..8 | Invoke-QwenChat 'Classify' -PerItem -Checkpoint soak.jsonl -ThrottleLimit 1 | Select-Object -First 3).Count
    Assert-Equal 'A checkpoint that is continued' 8 @(1..8 | Invoke-QwenChat 'Classify' -PerItem -Checkpoint soak.jsonl).Count
    Remove-Item soak.jsonl*
}

function Invoke-Round {
    $answer = Invoke-QwenChat hello
    Assert-Equal 'A chat' 'You said: hello' $answer.Text
    Assert-Equal 'Going on' 4 ($answer | Invoke-QwenChat again).Conversation.Messages.Count
    Assert-Equal 'A stream' 50 @(Invoke-QwenChat hi -Model deltas-50 -Stream | Where-Object Text).Count
    Assert-Equal 'A stream cut early' 2 @(Invoke-QwenChat hi -Model deltas-5000 -Stream | Select-Object -First 2).Count
    Assert-Equal 'Live text' 'You said: live' (Invoke-QwenChat live -Live).Text
    Assert-Equal 'A batch' 16 @(1..16 | Invoke-QwenChat -ThrottleLimit 4).Count
    Assert-Equal 'A batch cut early' 3 @(1..1000 | Invoke-QwenChat -ThrottleLimit 8 | Select-Object -First 3).Count
    Assert-Equal 'Material' 1 @(Get-ChildItem -File | Invoke-QwenChat 'Which?').Count
    Assert-Failure fault-server-error ServiceUnavailable
    Assert-Failure fault-reset ConnectionFailed
    Assert-Failure fault-html-page ProtocolViolation
    Assert-Failure fault-cut-body IncompleteAnswer
    Assert-Failure fault-stream-reset IncompleteAnswer @{ Stream = $true }
    Assert-Failure fault-content-filter ContentFiltered
    Assert-Equal 'The models' $true ((Get-QwenModel).Count -gt 1)
    Assert-Equal 'The search' 'Used' (Get-QwenEnvSource).State
    Assert-Equal 'The search for a directory' 4 @(Get-QwenEnvSource (New-Item -ItemType Directory -Force a/b/c/d) -All | Where-Object State -EQ 'Missing' | Select-Object -First 4).Count
    Assert-Equal 'Connecting' 'this session (ApiKey)' (Connect-Qwen -ApiKey sk-0123456789-0123456789 -BaseUrl $env:SOAK_SERVER -Model qwen3-max).KeySource
    Assert-Equal 'Switching' 'another' (Set-QwenAuth -Model another -PassThru).Model
    Disconnect-Qwen
    Assert-Equal 'Completion' $true ((TabExpansion2 'Invoke-QwenChat -Model qwen').CompletionMatches.Count -gt 0)
    Invoke-ToolRound
    Invoke-BatchRound
    Invoke-ConsoleRound
    Invoke-CheckpointRound
    $runspace = [powershell]::Create()
    try {
        Assert-Equal 'Another runspace' 'You said: there' ($runspace.AddScript("Import-Module '$Module'; (Invoke-QwenChat there).Text").Invoke())
    }
    finally {
        $runspace.Dispose()
    }

    $Error.Clear()
}

# What is only waiting to be collected is no leak.
function Measure-Process([int] $rounds) {
    for ($pass = 0; $pass -lt 3; $pass++) {
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
    }

    $process.Refresh()
    $handles = if (Test-Path /proc/self/fd) { [IO.Directory]::GetFileSystemEntries("/proc/$PID/fd").Count } else { $process.HandleCount }
    [Console]::Out.WriteLine((@{
        Rounds = $rounds; Handles = $handles; Threads = $process.Threads.Count
        WorkingSet = $process.WorkingSet64; Heap = [GC]::GetTotalMemory($true)
    } | ConvertTo-Json -Compress))
}

# As many samples in a minute as in an hour.
$pause = [timespan]::FromMinutes($Minutes / 100)
$clock = [Diagnostics.Stopwatch]::StartNew()
$due = $pause
for ($rounds = 1; $clock.Elapsed.TotalMinutes -lt $Minutes; $rounds++) {
    Invoke-Round
    if ($clock.Elapsed -ge $due) {
        Measure-Process $rounds
        $due = $clock.Elapsed + $pause
    }
}
