# Started by the tests: pwsh -NoProfile -NonInteractive -File Worker.ps1 <pipe>
Add-Type -LiteralPath (Join-Path $PSScriptRoot 'QwenCode.ScriptHost.dll')
[QwenCode.ScriptHost.ScriptServer]::Run($Host, $args[0])
