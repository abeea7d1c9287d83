<#
.SYNOPSIS
    Measures the module and PSOpenAI in turn within one session, and writes the figures as JSON.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $PSOpenAI,
    # What is measured: Warm, Stream or Tool.
    [Parameter(Mandatory)] [string] $What
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = $InformationPreference = 'SilentlyContinue'
$env:OPENAI_API_BASE = $env:OPENAI_BASE_URL
Import-Module $Module
Import-Module $PSOpenAI

function Get-BenchNumber {
    <# .SYNOPSIS Adds one. #>
    param([int] $Of)

    $Of + 1
}

$name = (Get-Command Get-BenchNumber).Name
$function = New-ChatCompletionFunction -Command $name
$count, $ours, $peer = switch ($What) {
    Warm {
        50
        { (Invoke-QwenChat hi).Text }
        { (Request-ChatCompletion -Message hi -Model qwen3-max).Answer }
    }
    Stream {
        1
        { (Invoke-QwenChat hi -Model deltas-5000 -Stream | Where-Object Text | Measure-Object).Count }
        { (Request-ChatCompletion -Message hi -Model deltas-5000 -Stream | Where-Object { $_ } | Measure-Object).Count }
    }
    Tool {
        20
        { (Invoke-QwenChat hi -Tool $name -ApproveTool $name).Text }
        { (Request-ChatCompletion -Message hi -Model qwen3-max -Tools $function -InvokeTools Auto).Answer }
    }
}

function Measure-Command([scriptblock] $command) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    for ($i = 0; $i -lt $count; $i++) {
        $null = & $command
    }

    $clock.Elapsed.TotalMilliseconds / $count
}

# Both have to return the same.
$answers = "$(& $ours)", "$(& $peer)"
if ($answers[0] -ne $answers[1] -or -not $answers[0]) {
    throw "The module returned '$($answers[0])', PSOpenAI '$($answers[1])'."
}

$round = { [pscustomobject]@{ Ours = Measure-Command $ours; Peer = Measure-Command $peer } }
$clock = [Diagnostics.Stopwatch]::StartNew()
while ($clock.Elapsed.TotalSeconds -lt 8) {
    $null = & $round
}

ConvertTo-Json -Compress @(1..20 | ForEach-Object { & $round })
