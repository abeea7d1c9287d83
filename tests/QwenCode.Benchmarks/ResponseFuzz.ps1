# Asks a server of mutated responses in every way that the module has, and writes what came of it as JSON.
param([string] $Manifest, [int] $Count)

$ErrorActionPreference = 'Continue'
$WarningPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
Import-Module $Manifest
$outcomes = @{}
$findings = [Collections.Generic.List[string]]::new()

function Add-Outcome($item, $way) {
    $name = 'answer'
    if ($item -is [Management.Automation.ErrorRecord]) {
        $name = $item.FullyQualifiedErrorId.Split(',')[0]
        if ($item.Exception -isnot [QwenCode.QwenException] -or $name -eq 'UnexpectedFailure') { $findings.Add("$($way): $($item.Exception.GetType().Name): $item") }
    }
    $outcomes[$name]++

    # The session keeps the last 256 errors with all that had arrived.
    $Error.Clear()
}

$once = @{ MaximumRetryCount = 0; TimeoutSec = 5 }
$batch = [int]($Count / 2)
$few = [int]($Count / 8)

$seen = 0
1..$batch | ForEach-Object { "q$_" } | Invoke-QwenChat @once -ThrottleLimit 8 2>&1 | ForEach-Object { $seen++; Add-Outcome $_ batch }
if ($seen -ne $batch) { $findings.Add("of a batch of $batch items $seen came back") }

$seen = 0
1..$few | Invoke-QwenChat @once -ThrottleLimit 8 -Unordered -Schema '{"type":"object"}' -AsObject 2>&1 | ForEach-Object { $seen++; Add-Outcome $_ schema }
if ($seen -ne $few) { $findings.Add("of a batch of $few objects $seen came back") }

$ends = 0
1..$few | Invoke-QwenChat @once -IdleTimeoutSec 2 -Stream 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] -or $_.Answer } | ForEach-Object { $ends++; Add-Outcome $_ stream }
if ($ends -ne $few) { $findings.Add("of $few streams $ends came to an end") }

$ends = 0
1..$few | Invoke-QwenChat @once -IdleTimeoutSec 2 -Live -InformationAction Ignore 2>&1 | ForEach-Object { $ends++; Add-Outcome $_ live }
if ($ends -ne $few) { $findings.Add("of $few live answers $ends came to an end") }

for ($i = 0; $i -lt $few; $i++) {
    try { $null = Get-QwenModel @once -ErrorAction Stop; Add-Outcome 'models' } catch { Add-Outcome $_ models }
}

@{
    Megabytes = [int]([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
    Outcomes  = $outcomes
    Findings  = @($findings)
} | ConvertTo-Json -Compress
