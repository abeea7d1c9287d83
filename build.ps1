<#
.SYNOPSIS
    Builds, tests, shows and packages QwenCode.
.EXAMPLE
    ./build.ps1
    Builds the module; Import-Module ./QwenCode.psd1 works then.
.EXAMPLE
    ./build.ps1 Demo
    Builds the module and shows it at work against a server on this machine.
#>
[CmdletBinding()]
param(
    # Build: the module. Test: all tests. Demo: the module at work, without account or network.
    # Package: out/QwenCode/<version>/, and out/QwenCode.<version>.nupkg made of it, the same bytes from the same sources.
    # Clean: removes what the others made.
    # Bench: how fast the module is, each claim as a ratio to a peer, see docs/performance.md.
    # Coverage: the share of Core's lines that its tests reach, at least 92 %. Mutate: whether they notice a changed line, see docs/mutation.md.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Bench', 'Coverage', 'Mutate', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$module = Join-Path $root 'src/QwenCode'
$server = Join-Path $root 'tests/QwenCode.Loopback'

function Invoke-DotNet {
    & $dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE."
    }
}

# By its absolute path, from an absolute entry of PATH: a relative one is a directory of whatever lies around.
$dotnet = $env:PATH -split [IO.Path]::PathSeparator | Where-Object { [IO.Path]::IsPathFullyQualified($_) } |
    ForEach-Object { Join-Path $_ ($IsWindows ? 'dotnet.exe' : 'dotnet') } | Where-Object { Test-Path -LiteralPath $_ -PathType Leaf } | Select-Object -First 1
if (-not $dotnet) {
    throw 'The .NET SDK 10 is needed: https://dotnet.microsoft.com/download'
}

switch ($Task) {
    'Build' {
        Invoke-DotNet build $module --configuration $Configuration
        Write-Host "Built. Next: Import-Module '$(Join-Path $root 'QwenCode.psd1')'"
    }
    'Test' {
        Push-Location $root
        try { Invoke-DotNet test } finally { Pop-Location }
    }
    'Demo' {
        Invoke-DotNet build $module --configuration $Configuration --verbosity quiet --nologo '-consoleLoggerParameters:ErrorsOnly'
        Invoke-DotNet build $server --configuration $Configuration --verbosity quiet --nologo '-consoleLoggerParameters:ErrorsOnly'
        # Installed as a .NET tool, PowerShell is a library that dotnet runs.
        $pwsh = [Environment]::ProcessPath
        $library = @(if ((Split-Path $pwsh -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
        & $pwsh @library -NoProfile -NonInteractive -File (Join-Path $server 'Demo.ps1') -Module (Join-Path $root 'QwenCode.psd1') -Configuration $Configuration -DotNet $dotnet
        exit $LASTEXITCODE
    }
    'Package' {
        Invoke-DotNet build $module --configuration Release --target:PackageModule
        $folder = Get-Item (Join-Path $root 'out/QwenCode/*')
        $package = Get-Item (Join-Path $root 'out/*.nupkg')
        $size = (Get-ChildItem $folder -Recurse -File | Measure-Object Length -Sum).Sum
        Write-Host ('Packaged {0} ({1:N1} MB), and as {2} ({3:N1} MB).' -f $folder.FullName, ($size / 1MB), $package.FullName, ($package.Length / 1MB))
        Write-Host "Next: Register-PSResourceRepository QwenCodeClone -Uri '$($package.DirectoryName)' -Trusted; Install-PSResource QwenCode -Repository QwenCodeClone"
    }
    'Bench' {
        # Exits with 1 if a claim does not hold.
        & $dotnet run --configuration Release --project (Join-Path $root 'tests/QwenCode.Benchmarks') -- table
        exit $LASTEXITCODE
    }
    'Coverage' {
        & (Join-Path $root 'tests/Coverage.ps1')
    }
    'Mutate' {
        Push-Location (Join-Path $root 'tests/QwenCode.Core.Tests')
        try {
            Invoke-DotNet tool restore
            Invoke-DotNet stryker --output (Join-Path $root 'out/mutation')
        }
        finally { Pop-Location }
    }
    'Clean' {
        $projects = Get-ChildItem (Join-Path $root 'src'), (Join-Path $root 'tests'), (Join-Path $root 'tools') -Directory
        $made = @('lib', 'out', 'en-US', 'zh-CN', 'BenchmarkDotNet.Artifacts' | ForEach-Object { Join-Path $root $_ }) +
            @($projects | ForEach-Object { Join-Path $_ 'bin'; Join-Path $_ 'obj' })
        $made | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
    }
}
