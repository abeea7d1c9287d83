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
