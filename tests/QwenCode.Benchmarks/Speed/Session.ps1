<#
.SYNOPSIS
    Measures the module within one session, each thing in turn with its peer, and writes the figures as JSON.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    # What is measured: Warm, Batch, Stream, First or Tool.
    [Parameter(Mandatory)] [string] $What
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $Module
$url = "$env:OPENAI_BASE_URL/chat/completions"
$key = $env:OPENAI_API_KEY
$Peer = Add-Type -PassThru -IgnoreWarnings -Path (Join-Path $PSScriptRoot Peer.cs) -ReferencedAssemblies @(
    'netstandard', 'System.Runtime', 'System.Collections', 'System.Memory', 'System.Net.Http', 'System.Net.Primitives', 'System.Text.Json', 'System.Linq'
    Join-Path (Split-Path $Module) lib Connectors System.Net.ServerSentEvents.dll
) | Where-Object Name -EQ Peer

function Get-Body([string] $model, [bool] $stream) {
    @{ model = $model; stream = $stream; messages = @(@{ role = 'user'; content = 'hi' }) } | ConvertTo-Json -Depth 4 -Compress
}

function Measure-Chat([int] $count) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $count; $i++) {
        $null = Invoke-QwenChat hi
    }

    $clock.Elapsed.TotalMicroseconds / $count
}

function Measure-Context([int] $count) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $count; $i++) {
        $null = Get-QwenAuth
    }

    $clock.Elapsed.TotalMicroseconds / $count
}

function Measure-Cmdlet([int] $count) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $count; $i++) {
        $null = New-QwenConversation
    }

    $clock.Elapsed.TotalMicroseconds / $count
}

function Measure-RestMethod([int] $count, [string] $body) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $count; $i++) {
        $null = (Invoke-RestMethod $url -Method Post -ContentType application/json -Headers @{ Authorization = "Bearer $key" } -Body $body).choices[0].message.content
    }

    $clock.Elapsed.TotalMicroseconds / $count
}

# A round is short and the rounds are many, so that what disturbs one of the two soon disturbs the other. The runtime compiles what
# is called often once more in the background: only after that are the calls warm.
function Measure-Warm {
    $body = Get-Body qwen3-max $false
    $round = {
        [pscustomobject]@{
            Ours = Measure-Chat 100; RestMethod = Measure-RestMethod 30 $body
            Awaiting = $Peer::AwaitingLoop(100, $url, $key, $body); Waiting = $Peer::WaitingLoop(100, $url, $key, $body)
            Context = Measure-Context 100; Cmdlet = Measure-Cmdlet 100
        }
    }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($clock.Elapsed.TotalSeconds -lt 15) {
        $null = & $round
    }

    1..60 | ForEach-Object { & $round }
}

function Measure-Batch {
    $null = 1..40 | Invoke-QwenChat -ThrottleLimit 20
    1..5 | ForEach-Object {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $count = @(1..200 | Invoke-QwenChat -ThrottleLimit 20).Count
        if ($count -ne 200) {
            throw "$count answers"
        }

        [pscustomobject]@{ Ours = $clock.Elapsed.TotalMilliseconds }
    }
}

function Measure-Stream {
    $body = Get-Body deltas-200000 $true
    $deltas = Invoke-QwenChat hi -Model deltas-200000 -Stream
    1..7 | ForEach-Object {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        Invoke-QwenChat hi -Model deltas-200000 -Stream | ForEach-Object { }
        $ours = $clock.Elapsed.TotalMilliseconds
        $clock.Restart()
        $deltas | ForEach-Object { }
        [pscustomobject]@{ Ours = $ours; Loop = $clock.Elapsed.TotalMilliseconds; Peer = $Peer::Stream($url, $key, $body, 200000) }
    } | Select-Object -Skip 2
}

function Measure-First {
    $body = Get-Body qwen3-max $true
    1..150 | ForEach-Object {
        $first = $null
        Invoke-QwenChat hi -Stream | ForEach-Object {
            if ($null -eq $first) {
                $now = [Diagnostics.Stopwatch]::GetTimestamp()
                $first = $_.Text
            }
        }

        [pscustomobject]@{ Ours = $Peer::Delay($first, $now); Peer = $Peer::FirstPiece($url, $key, $body) }
    } | Select-Object -Skip 50
}

# The model calls the command once, and its result goes back with a second request.
function Measure-Tool {
    $name = (Get-Command Get-BenchNumber).Name
    $body = Get-Body qwen3-max $false
    $round = {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        for ($i = 0; $i -lt 50; $i++) {
            $null = Invoke-QwenChat hi -Tool $name -ApproveTool $name
        }

        $ours = $clock.Elapsed.TotalMicroseconds / 50
        $clock.Restart()
        for ($i = 0; $i -lt 50; $i++) {
            $null = Get-BenchNumber -Of 2
        }

        $command = $clock.Elapsed.TotalMicroseconds / 50
        [pscustomobject]@{ Ours = $ours; Chats = $command + 2 * (Measure-Chat 50); Waiting = $command + 2 * $Peer::WaitingLoop(50, $url, $key, $body) }
    }
    $answer = Invoke-QwenChat hi -Tool $name -ApproveTool $name
    if ("$($answer.ToolCalls.Status)" -ne 'Completed') {
        throw "The call ended as '$($answer.ToolCalls.Status)'."
    }

    $clock = [Diagnostics.Stopwatch]::StartNew()
    while ($clock.Elapsed.TotalSeconds -lt 15) {
        $null = & $round
    }

    1..40 | ForEach-Object { & $round }
}

function Get-BenchNumber {
    param([int] $Of)

    $Of + 1
}

ConvertTo-Json -Compress @(& "Measure-$What")
