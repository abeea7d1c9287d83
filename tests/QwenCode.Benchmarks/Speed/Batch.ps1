<#
.SYNOPSIS
    Measures a batch of many inputs, by the module and by its peer in turn, and writes the figures as JSON.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [int] $Count,
    [Parameter(Mandatory)] [int] $Rounds
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
Import-Module $Module
$Peer = Add-Type -PassThru -IgnoreWarnings -Path (Join-Path $PSScriptRoot BatchPeer.cs) -ReferencedAssemblies @(
    'netstandard', 'System.Runtime', 'System.Collections', 'System.Memory', 'System.Net.Http', 'System.Net.Primitives', 'System.Text.Json', 'System.Linq'
) | Where-Object Name -EQ BatchPeer

function Get-Memory { [Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB }

function Measure-Module([int] $count) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $answers = 0
    1..$count | Start-QwenBatch 'Classify' -Name bench | Receive-QwenBatch | ForEach-Object { $answers++ }
    if ($answers -ne $count) {
        throw "$answers answers"
    }

    Remove-QwenBatch bench
    $clock.Elapsed.TotalMilliseconds
}

# A batch of a few inputs is the base: the same code, and no volume.
$null = Measure-Module 100
$base = Get-Memory
$rows = for ($i = 0; $i -lt $Rounds; $i++) {
    $ours = Measure-Module $Count
    $memory = Get-Memory
    [pscustomobject]@{ Ours = $ours; Memory = $memory - $base; Peer = $Peer::Run($Count, $env:OPENAI_BASE_URL, $env:OPENAI_API_KEY, (Join-Path $HOME peer)) }
}

ConvertTo-Json -Compress @($rows)
