<#
.SYNOPSIS
    Runs the tests of Core and Connectors and reports how many lines of Core they reach, by folder. Fails below a share.
#>
[CmdletBinding()]
param(
    # The least share of Core's lines, in percent.
    [ValidateRange(0, 100)]
    [double] $Least = 92,

    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$results = Join-Path ([IO.Path]::GetTempPath()) "qwencode-coverage-$PID"
try {
    foreach ($project in 'QwenCode.Core.Tests', 'QwenCode.Connectors.Tests') {
        & dotnet run --project (Join-Path $PSScriptRoot $project) --configuration $Configuration -- --coverlet `
            --coverlet-include '[QwenCode.Core]*' --coverlet-output-format json --results-directory (Join-Path $results $project)
        if ($LASTEXITCODE -ne 0) {
            throw "The tests of $project failed, so their coverage says nothing."
        }
    }

    # A line counts once, though several methods (a lambda and its owner) or both runs report it.
    $lines = @{}
    foreach ($report in Get-ChildItem $results -Recurse -Filter 'coverage*.json') {
        $files = (Get-Content $report -Raw | ConvertFrom-Json -AsHashtable)['QwenCode.Core.dll']
        foreach ($file in $files.Keys) {
            $path = ($file -replace '\\', '/') -replace '^.*/QwenCode\.Core/'
            foreach ($method in $files[$file].Values | ForEach-Object { $_.Values }) {
                foreach ($line in $method['Lines'].GetEnumerator()) {
                    $place = "${path}:$($line.Key)"
                    $lines[$place] = $lines[$place] -or $line.Value -gt 0
                }
            }
        }
    }
}
finally {
    Remove-Item $results -Recurse -Force -ErrorAction Ignore
}

function Measure-Room([string] $room, $places) {
    $covered = @($places | Where-Object { $lines[$_] }).Count
    [pscustomobject]@{ Room = $room; Lines = @($places).Count; Covered = $covered; Percent = [math]::Round(100 * $covered / @($places).Count, 1) }
}

$total = Measure-Room 'QwenCode.Core' $lines.Keys
$rooms = $lines.Keys | Group-Object { $_.Contains('/') ? $_.Split('/')[0] : '(top)' } | Sort-Object Name | ForEach-Object { Measure-Room $_.Name $_.Group }
@($rooms) + $total | Format-Table | Out-String | Write-Host
if (100 * $total.Covered -lt $Least * $total.Lines) {
    throw "Only $($total.Percent) % of Core's lines are covered; $Least % is the least."
}
