using QwenCode.Help;

namespace QwenCode.ModuleTests.Help;

/// <summary>What <c>Get-Help</c> shows of each command.</summary>
public sealed class HelpTests
{
    private const int FewestExamples = 5;

    // What -AsText and -AsObject make of an answer. Tab offers the members of all declared types, and an answer has not those of a string.
    private static readonly string[] s_bySwitch = ["System.String", "System.Object"];

    public static TheoryData<string> Cultures => [HelpBuild.MainCulture, .. HelpSource.Translations];

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
                    Sets       = @($command.OutputType | ForEach-Object { $_.Name })
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
            command.Texts("Outputs").Except(s_bySwitch).ShouldBeSubsetOf([.. command.Texts("Sets"), "None"]);
            command.Texts("Bare").ShouldBeEmpty(name);
            command.Text("Shown").ShouldContain(page.Examples[^1].Title);
            command.Text("Shown").ShouldContain("See also: ");
            command.Text("Shown").ShouldNotContain("-Online");
        }

        seen.EnumerateArray().Select(command => command.Text("Name")).ShouldBe(HelpSource.English.Keys, ignoreOrder: true);
    }

    [PwshFact]
    public async Task Help_shows_each_parameter_set_as_PowerShell_binds_it()
    {
        using var pwsh = new PwshRun();
        var seen = await pwsh.JsonAsync("""
            [Threading.Thread]::CurrentThread.CurrentUICulture = 'en-US'
            $own = [Management.Automation.PSCmdlet]::CommonParameters
            $commands = foreach ($command in Get-Command -Module QwenCode) {
                @{
                    Name  = $command.Name
                    Bound = @($command.ParameterSets | ForEach-Object {
                        $set = $_
                        $names = [regex]::Matches("$set", '(?<=^|\s|\[)-(\w+)') | ForEach-Object { $_.Groups[1].Value }
                        @(foreach ($name in $names) {
                            $parameter = $set.Parameters | Where-Object Name -eq $name
                            $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
                            $values = if ($type.IsEnum) { [Enum]::GetNames($type) } else { $parameter.Attributes | Where-Object { $_ -is [ValidateSet] } | ForEach-Object ValidValues }
                            $from = @(if ($parameter.ValueFromPipelineByPropertyName) { 'ByPropertyName' }; if ($parameter.ValueFromPipeline) { 'ByValue' }) -join ', '
                            $aliases = $command.Parameters[$name].Aliases -join ', '
                            $globbing = [bool] ($command.Parameters[$name].Attributes | Where-Object { $_ -is [SupportsWildcards] })
                            "$name $($type.Name) [$($aliases ? $aliases : 'none')] [$($values -join ' ')] $($parameter.IsMandatory) $($parameter.Position -ge 0 ? $parameter.Position : 'Named') $($from ? "True ($from)" : 'False') $globbing"
                        }) -join "`n"
                    } | Sort-Object)
                    Shown = @((Get-Help $command.Name -Full).Syntax.SyntaxItem | ForEach-Object {
                        @($_.Parameter | Where-Object { $_ } | ForEach-Object {
                            $values = $_.PSObject.Properties['parameterValueGroup'] ? $_.parameterValueGroup.parameterValue : @()
                            "$($_.Name) $($_.Type.Name) [$($_.Aliases)] [$($values -join ' ')] $([bool]::Parse($_.Required)) $($_.Position) $($_.PipelineInput) $([bool]::Parse($_.Globbing))"
                        }) -join "`n"
                    } | Sort-Object)
                    Listed = @((Get-Help $command.Name -Full).Parameters.Parameter | Where-Object { $_ } | ForEach-Object Name | Sort-Object)
                    Taken  = @($command.Parameters.Keys | Where-Object { $_ -notin $own } | Sort-Object)
                }
            }
            ConvertTo-Json @($commands) -Compress -Depth 4
            """);

        foreach (var command in seen.EnumerateArray())
        {
            command.Texts("Shown").ShouldBe(command.Texts("Bound"), command.Text("Name"));
            command.Texts("Listed").ShouldBe(command.Texts("Taken"), command.Text("Name"));
            HelpSource.English[command.Text("Name")].Parameters.ShouldAllBe(parameter => parameter.Text.Count > 0, command.Text("Name"));
        }
    }

    [PwshTheory]
    [MemberData(nameof(Cultures))]
    public async Task The_topics_are_found_by_their_names_and_fit_80_columns(string culture)
    {
        using var pwsh = new PwshRun();
        var seen = await pwsh.JsonAsync($$"""
            [Threading.Thread]::CurrentThread.CurrentUICulture = '{{culture}}'
            $topics = foreach ($name in '{{string.Join("', '", HelpSource.Topics(HelpBuild.MainCulture).Keys)}}') {
                @{ Name = $name; Text = Get-Help $name | Out-String -Width 200; Synopsis = "$((Get-Help "$name*" | Where-Object Name -eq $name).Synopsis)" }
            }
            ConvertTo-Json @($topics) -Compress
            """);

        var sources = HelpSource.Topics(culture);
        seen.EnumerateArray().Select(topic => topic.Text("Name")).ShouldBe(sources.Keys);
        foreach (var topic in seen.EnumerateArray())
        {
            var (name, text) = (topic.Text("Name"), topic.Text("Text"));
            text.ShouldStartWith($"TOPIC{Environment.NewLine}    {name}");
            var lines = text.ReplaceLineEndings("\n").Split('\n');
            lines.ShouldAllBe(line => PlainText.Columns(line) <= 80, name);
            lines.ShouldNotContain(line => line.Contains("| ---"), name);
            lines.ShouldContain(sources[name][1].Title, name);
            topic.Text("Synopsis").ShouldBe(sources[name][1].Paragraphs()[0], name);
        }
    }

    [PwshFact]
    public async Task A_translation_is_shown_in_its_culture_and_English_for_what_it_lacks()
    {
        using var pwsh = new PwshRun();
        var seen = await pwsh.JsonAsync("""
            [Threading.Thread]::CurrentThread.CurrentUICulture = 'zh-CN'
            $help = Get-Help Get-QwenModel -Full
            @{
                Synopsis  = "$($help.Synopsis)"
                Parameter = ($help.Parameters.Parameter | Where-Object Name -eq Name).Description.Text
                Outputs   = @($help.ReturnValues.ReturnValue | ForEach-Object { "$($_.Type.Name)" })
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Synopsis").ShouldBe(HelpBuild.Pages(Path.Join(Repository.Root, "docs", "zh-CN"))["Get-QwenModel"].Synopsis);
        seen.Text("Parameter").ShouldBe("The names to list. Wildcards are allowed.");
        seen.Texts("Outputs").ShouldBe(["QwenCode.ModelInfo", "QwenCode.ConfiguredModel"]);
    }

    [Fact]
    public void A_translation_has_the_same_topics_with_the_same_sections_and_code()
    {
        var english = HelpSource.Topics(HelpBuild.MainCulture);
        english.Count.ShouldBeGreaterThan(5);
        foreach (var culture in HelpSource.Translations)
        {
            var topics = HelpSource.Topics(culture);
            topics.Keys.ShouldBe(english.Keys);
            foreach (var (name, sections) in topics)
            {
                sections.Select(section => section.Level).ShouldBe(english[name].Select(section => section.Level), $"{culture}/{name}");
                Code(sections).ShouldBe(Code(english[name]), $"{culture}/{name}");
                sections[1].Title.ShouldNotBe(english[name][1].Title);
            }
        }

        static IEnumerable<PageCode> Code(IReadOnlyList<Section> sections) => sections.SelectMany(section => section.Code());
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
}
