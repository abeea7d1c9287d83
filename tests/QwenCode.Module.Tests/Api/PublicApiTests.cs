using PublicApiGenerator;

namespace QwenCode.ModuleTests.Api;

/// <summary>What scripts can lean on: the public types, and each cmdlet with its parameters.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_types_of_Core_are_those_of_the_snapshot() =>
        Snapshot.ShouldMatch("QwenCode.Core.txt", PublicTypes(Path.Join(ModulePackage.Folder, "lib"), "QwenCode.Core.dll"));

    [PwshFact]
    public async Task The_types_of_the_module_are_those_of_the_snapshot()
    {
        using var pwsh = new PwshRun();
        var home = (await pwsh.JsonAsync("ConvertTo-Json $PSHOME", import: false)).GetString();
        foreach (var file in new[] { Path.Join(ModulePackage.Folder, "lib", "QwenCode.dll"), Path.Join(ModulePackage.Folder, "lib", "QwenCode.Core.dll"), Path.Join(home, "System.Management.Automation.dll") })
            File.Copy(file, Path.Join(pwsh.Root, Path.GetFileName(file)));

        Snapshot.ShouldMatch("QwenCode.txt", PublicTypes(pwsh.Root, "QwenCode.dll"));
    }

    [PwshFact]
    public async Task The_cmdlets_and_their_parameters_are_those_of_the_snapshot()
    {
        using var pwsh = new PwshRun();

        var result = await pwsh.RunAsync(CmdletScript);

        result.Errors.ShouldBeEmpty();
        Snapshot.ShouldMatch("Cmdlets.txt", result.Output);
    }

    private static string PublicTypes(string folder, string name) =>
        new FolderLoadContext(folder).Load(name).GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false });

    // Dynamic parameters and aliases of commands would show as well.
    private const string CmdletScript = """
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        function Describe($parameter, $attribute) {
            "-$($parameter.Name) <$($parameter.ParameterType -replace '^System\.(Management\.Automation\.|Nullable`1)?', '')>"
            if ($attribute.IsMandatory) { 'mandatory' }
            if ($attribute.Position -ge 0) { "position $($attribute.Position)" }
            if ($attribute.ValueFromPipeline) { 'from the pipeline' }
            if ($attribute.ValueFromPipelineByPropertyName) { 'from the pipeline by property name' }
            if ($attribute.ValueFromRemainingArguments) { 'from remaining arguments' }
            if ($parameter.IsDynamic) { 'dynamic' }
            if ($parameter.Aliases) { "aliases $($parameter.Aliases)" }
            foreach ($rule in $parameter.Attributes) {
                switch ($rule.GetType().Name) {
                    ValidateSetAttribute { "one of $($rule.ValidValues)" }
                    ValidateRangeAttribute { "$($rule.MinRange) to $($rule.MaxRange)" }
                    SupportsWildcardsAttribute { 'wildcards' }
                    ArgumentCompleterAttribute { 'completed' }
                }
            }
        }

        foreach ($command in Get-Command -Module QwenCode | Sort-Object Name) {
            "$($command.CommandType) $($command.Name)"
            if ($command.CommandType -ne 'Cmdlet') { "    $($command.Definition)"; continue }
            $metadata = [System.Management.Automation.CommandMetadata]::new($command)
            if ($metadata.SupportsShouldProcess) { "    supports ShouldProcess, impact $($metadata.ConfirmImpact)" }
            "    returns $($command.OutputType.Name -join ', ')"
            foreach ($set in $command.ParameterSets | Sort-Object Name) {
                "    set $($set.Name)$($set.IsDefault ? ', the default' : '')"
                $set.Parameters | Where-Object Name -NotIn $common | Sort-Object Name | ForEach-Object {
                    '        ' + ((Describe $command.Parameters[$_.Name] $_) -join ', ')
                }
            }
            ''
        }
        """;
}
