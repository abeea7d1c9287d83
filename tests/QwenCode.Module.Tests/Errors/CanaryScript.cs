namespace QwenCode.ModuleTests.Errors;

/// <summary>The frame around the steps of a canary run.</summary>
internal static class CanaryScript
{
    /// <summary>
    /// Reads the secrets from the input, so that the script's own text does not hold them, and defines <c>Try-It</c>, which runs a step
    /// and writes all that comes of it: the objects of six streams in every detail, progress, errors; and which notes the parameter
    /// sets and error ids that were reached.
    /// </summary>
    public const string Begin = """
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $secrets = [Console]::In.ReadLine() | ConvertFrom-Json -AsHashtable
        $null = Start-Transcript out.transcript
        $objects = [Collections.Generic.List[object]]::new()
        $reached = [Collections.Generic.SortedSet[string]]::new()

        function Add-Reached([scriptblock] $step) {
            $isCommand = { $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -like '*-Qwen*' }
            foreach ($command in $step.Ast.FindAll($isCommand, $true)) {
                $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($command).BoundParameters.Keys
                $isPiped = $command.Parent.PipelineElements[0] -ne $command
                $sets = (Get-Command $command.GetCommandName()).ParameterSets | Where-Object {
                    $set = $_
                    -not ($bound | Where-Object { $_ -notin $set.Parameters.Name }) -and
                    -not ($set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -notin $bound -and -not ($isPiped -and $_.ValueFromPipeline) })
                }

                # Of several, PowerShell takes the default.
                if (@($sets).Count -gt 1) { $sets = $sets | Where-Object IsDefault }
                if ($sets) { $null = $reached.Add("set $($command.GetCommandName())/$($sets.Name)") }
            }
        }

        function Show-It($thing) {
            if ($thing -is [System.Management.Automation.ErrorRecord]) {
                $id, $class = $thing.FullyQualifiedErrorId -split ','
                $isOurs = $class -like 'QwenCode.*'
                $isNew = -not $isOurs -or $reached.Add("error $id")
                if ($isNew) { $thing | Get-Error | Out-String -Width 4000 }
                for ($exception = $thing.Exception; $exception; $exception = $exception.InnerException) {
                    "$exception"
                    if ($isNew) { $exception | Format-List * -Force | Out-String -Width 4000 }
                }
            }
            if ($thing -isnot [System.Management.Automation.InformationalRecord]) { $thing | Format-List * -Force | Out-String -Width 4000 }
            "$thing"
        }

        function Show-All($shell) {
            try { $out = @($shell.Invoke()) }
            catch { $out = @($_.Exception.ErrorRecord) }
            foreach ($thing in $out + @($shell.Streams.Error) + @($shell.Streams.Progress)) {
                $objects.Add($thing)
                Show-It $thing
                $null = $reached.Add("object $($thing.GetType().Name)")
            }
            $shell.Dispose()
        }

        function Try-It([scriptblock] $step) {
            Add-Reached $step
            Show-All ([powershell]::Create('CurrentRunspace').AddScript('param($step) & $step *>&1').AddArgument($step))
        }

        # Progress can only be had of a runspace of its own.
        function Try-Apart([scriptblock] $step) {
            Add-Reached $step
            Show-All ([powershell]::Create().AddScript("Import-Module '$manifest'; & { $step } *>&1"))
        }

        """;

    /// <summary>Lets out what is left: errors, variables, history, completions, and the objects as JSON and XML.</summary>
    public const string End = """

        Remove-Variable secrets, secret, step -ErrorAction Ignore
        Get-Module QwenCode | Format-List * -Force | Out-String -Width 4000
        Get-Variable | Where-Object Name -NotIn objects, reached, Error | Format-List * -Force | Out-String -Width 4000
        Get-History | Format-List * -Force | Out-String -Width 4000
        foreach ($command in Get-Command -Module QwenCode) {
            $completed = $command.Parameters.Values | Where-Object { $_.Attributes.TypeId.Name -contains 'ArgumentCompleterAttribute' }
            foreach ($parameter in @($completed.Name) + '') {
                $line = "$($command.Name) -$parameter$($parameter ? ' ' : '')"
                (TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object { $_.CompletionText, $_.ListItemText, $_.ToolTip }
            }
        }
        $ours = @($objects | Where-Object { $_.GetType().Namespace -eq 'QwenCode' })
        $failures = @($objects | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $ours | ForEach-Object { ConvertTo-Json $_ -Depth 10 } | Set-Content out.json
        $failures | ForEach-Object { $_ | Select-Object Exception, TargetObject, FullyQualifiedErrorId, CategoryInfo, ErrorDetails | ConvertTo-Json -Depth 3 -WarningAction Ignore -ErrorAction Ignore } | Set-Content out.errors.json
        $objects + $Error | Export-Clixml out.xml -Depth 3
        Get-Command -Module QwenCode | ForEach-Object { foreach ($set in $_.ParameterSets.Name) { $null = $reached.Add("known $($_.Name)/$set") } }
        $reached | Set-Content reached.txt
        $null = Stop-Transcript
        exit 0
        """;
}
