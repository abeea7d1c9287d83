using QwenCode.Help;

namespace QwenCode.ModuleTests.Help;

/// <summary>What <c>Get-Help</c> shows of each command.</summary>
public sealed class HelpTests
{
    private const int FewestExamples = 5;

    // What -AsText and -AsObject make of an answer. Tab offers the members of all declared types, and an answer has not those of a string.
    private static readonly string[] s_bySwitch = ["System.String", "System.Object"];

    [PwshFact]
    public async Task Every_command_has_a_source_file_a_test_a_page_and_complete_help()
    {
        using var pwsh = new PwshRun();
        var seen = await pwsh.JsonAsync("""
            [Threading.Thread]::CurrentThread.CurrentUICulture = 'en-US'
            $own = [Management.Automation.PSCmdlet]::CommonParameters
            $commands = foreach ($command in Get-Command -Module QwenCode) {
                $help = Get-Help $command.Name -Full
                @{
                    Name        = $command.Name
                    Class       = $command.ImplementingType.Name
                    Synopsis    = "$($help.Synopsis)"
                    Description = "$($help.Description.Text)"
                    Examples    = @($help.Examples.Example | ForEach-Object { "$($_.Code)" })
                    Inputs      = @($help.InputTypes.InputType | ForEach-Object { "$($_.Type.Name)" })
                    Outputs     = @($help.ReturnValues.ReturnValue | ForEach-Object { "$($_.Type.Name)" })
                    Gives       = @($command.OutputType | ForEach-Object { $_.Name })
                    Bare        = @($command.Parameters.Keys | Where-Object { $_ -notin $own } | Where-Object { -not ($help.Parameters.Parameter | Where-Object Name -eq $_).Description.Text })
                    Shown       = $help | Out-String -Width 200
                }
            }
            ConvertTo-Json @($commands) -Compress -Depth 4
            """);

        var tests = string.Concat(Directory.GetDirectories(Path.Join(Repository.Root, "tests", "QwenCode.Module.Tests")).Where(folder => Path.GetFileName(folder) is not ("Help" or "bin" or "obj"))
            .SelectMany(folder => Directory.GetFiles(folder, "*Tests.cs")).Select(File.ReadAllText));
        foreach (var command in seen.EnumerateArray())
        {
            var name = command.Text("Name");
            tests.ShouldContain(name);
            File.Exists(Path.Join(Repository.Root, "src", "QwenCode", "Commands", command.Text("Class") + ".cs")).ShouldBeTrue(name);
            command.Text("Class").ShouldBe(name.Replace("-", "") + "Command");
            var page = HelpSource.English[name];
            command.Text("Synopsis").ShouldBe(page.Synopsis, name);
            command.Text("Description").ShouldNotBeEmpty(name);
            command.Texts("Examples").Length.ShouldBeGreaterThanOrEqualTo(FewestExamples, name);
            command.Texts("Inputs").ShouldNotBeEmpty(name);
            command.Texts("Outputs").ShouldNotBeEmpty(name);
            command.Texts("Outputs").Except(s_bySwitch).ShouldBeSubsetOf([.. command.Texts("Gives"), "None"]);
            command.Texts("Bare").ShouldBeEmpty(name);
            command.Text("Shown").ShouldContain(page.Examples[^1].Title);
            command.Text("Shown").ShouldContain("See also: ");
            command.Text("Shown").ShouldNotContain("-Online");
        }

        seen.EnumerateArray().Select(command => command.Text("Name")).ShouldBe(HelpSource.English.Keys, ignoreOrder: true);
    }

    [PwshFact]
    public async Task The_pages_tell_the_truth_about_parameters()
    {
        using var pwsh = new PwshRun();
        var seen = await pwsh.JsonAsync("""
            [Threading.Thread]::CurrentThread.CurrentUICulture = 'en-US'
            $own = [Management.Automation.PSCmdlet]::CommonParameters
            $commands = foreach ($command in Get-Command -Module QwenCode) {
                @{
                    Name   = $command.Name
                    Syntax = @($command.ParameterSets | ForEach-Object { "$(if ($command.ParameterSets.Count -gt 1) { $_.Name }) $($_.IsDefault -or $command.ParameterSets.Count -eq 1): $($command.Name) $_" } | Sort-Object)
                    Facts  = @(foreach ($parameter in $command.Parameters.Values | Where-Object Name -notin $own) {
                        $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
                        $values = if ($type.IsEnum) { [Enum]::GetNames($type) } else { $parameter.Attributes | Where-Object { $_ -is [ValidateSet] } | ForEach-Object ValidValues }
                        $wildcards = [bool] ($parameter.Attributes | Where-Object { $_ -is [SupportsWildcards] })
                        foreach ($set in $parameter.ParameterSets.GetEnumerator()) {
                            $from = @(if ($set.Value.ValueFromPipelineByPropertyName) { 'ByPropertyName' }; if ($set.Value.ValueFromPipeline) { 'ByValue' }) -join ', '
                            $pipeline = if ($from) { "True ($from)" } else { 'False' }
                            $place = if ($set.Value.Position -ge 0) { $set.Value.Position } else { 'Named' }
                            $sets = if ($set.Key -eq '__AllParameterSets') { $command.ParameterSets.Name } else { $set.Key }
                            foreach ($name in $sets) {
                                "$($parameter.Name) in ${name}: $($type.Name), [$($parameter.Aliases -join ' ')], [$($values -join ' ')], $($set.Value.IsMandatory), $place, $pipeline, $wildcards"
                            }
                        }
                    })
                }
            }
            ConvertTo-Json @($commands) -Compress -Depth 4
            """);

        foreach (var command in seen.EnumerateArray())
        {
            var page = HelpSource.English[command.Text("Name")];
            page.Syntax.Select(syntax => $"{syntax.Set} {syntax.IsDefault}: {syntax.Text}").Order(StringComparer.OrdinalIgnoreCase).ShouldBe(command.Texts("Syntax"));
            var sets = page.Syntax.Select(syntax => syntax.Set.Length == 0 ? "__AllParameterSets" : syntax.Set).ToList();
            page.Parameters.SelectMany(parameter => sets.Select(set => (set, Use: parameter.In(set))).Where(pair => pair.Use is not null).Select(pair => Fact(parameter.Name, pair.set, pair.Use!)))
                .ShouldBe(command.Texts("Facts"), ignoreOrder: true, page.Name);
            page.Parameters.ShouldAllBe(parameter => parameter.Text.Count > 0, page.Name);
        }
    }

    [PwshFact]
    public async Task The_topics_are_found_by_their_names_and_fit_80_columns()
    {
        using var pwsh = new PwshRun();
        var seen = await pwsh.JsonAsync("""
            [Threading.Thread]::CurrentThread.CurrentUICulture = 'en-US'
            $topics = foreach ($name in 'about_QwenCode', 'about_QwenCode_Authentication', 'about_QwenCode_Pipelines') {
                @{ Name = $name; Text = Get-Help $name | Out-String -Width 200; Synopsis = "$((Get-Help "$name*" | Where-Object Name -eq $name).Synopsis)" }
            }
            ConvertTo-Json @($topics) -Compress
            """);

        foreach (var topic in seen.EnumerateArray())
        {
            topic.Text("Text").ShouldStartWith($"TOPIC{Environment.NewLine}    {topic.Text("Name")}");
            topic.Text("Text").Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
        }
    }

    [PwshFact]
    public async Task A_translation_is_shown_where_that_language_is_spoken_and_English_where_it_has_nothing()
    {
        using var pwsh = new PwshRun();
        var seen = await pwsh.JsonAsync("""
            [Threading.Thread]::CurrentThread.CurrentUICulture = 'zh-CN'
            $help = Get-Help Get-QwenModel -Full
            @{
                Synopsis  = "$($help.Synopsis)"
                Parameter = ($help.Parameters.Parameter | Where-Object Name -eq Name).Description.Text
                Outputs   = @($help.ReturnValues.ReturnValue | ForEach-Object { "$($_.Type.Name)" })
                Topic     = Get-Help about_QwenCode | Out-String -Width 200
                English   = Get-Help about_QwenCode_Pipelines | Out-String -Width 200
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Synopsis").ShouldBe(HelpBuild.Pages(Path.Join(Repository.Root, "docs", "zh-CN"))["Get-QwenModel"].Synopsis);
        seen.Text("Parameter").ShouldBe("The names to list. Wildcards are allowed.");
        seen.Texts("Outputs").ShouldBe(["QwenCode.ModelInfo"]);
        seen.Text("Topic").ShouldContain("简短说明");
        seen.Text("English").ShouldContain("SHORT DESCRIPTION");
    }

    [Fact]
    public void A_translation_has_the_same_commands_and_examples()
    {
        foreach (var culture in HelpSource.Translations)
        {
            var pages = HelpBuild.Pages(Path.Join(Repository.Root, "docs", culture));
            pages.Keys.ShouldBe(HelpSource.English.Keys);
            foreach (var (name, page) in pages)
            {
                page.Description.ShouldNotBeEmpty(name);
                page.Examples.Select(example => string.Join("\n\n", example.Blocks.Select(block => block.Text)))
                    .ShouldBe(HelpSource.English[name].Examples.Select(example => string.Join("\n\n", example.Blocks.Select(block => block.Text))), name);
            }
        }
    }

    private static string Fact(string name, string set, ParameterUse use) =>
        $"{name} in {set}: {use.Type}, [{string.Join(' ', use.Aliases)}], [{string.Join(' ', use.AcceptedValues)}], {use.IsRequired}, {use.Position}, {use.PipelineInput}, {use.TakesWildcards}";
}
