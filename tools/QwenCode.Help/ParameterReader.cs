namespace QwenCode.Help;

/// <summary>Reads a parameter's section.</summary>
internal static class ParameterReader
{
    private static readonly string[] Known =
        ["Type", "Parameter Sets", "Aliases", "Accepted values", "Required", "Position", "Default value", "Accept pipeline input", "Accept wildcard characters"];

    /// <summary>The parameter in a section.</summary>
    /// <exception cref="HelpFormatException">A fact is missing, or unknown.</exception>
    public static PageParameter Read(Section section) =>
        new(section.Title[1..], section.Paragraphs(), [.. section.Code().Where(code => code.Language == "yaml").Select(code => Use(section.Title, code.Text))]);

    private static ParameterUse Use(string parameter, string yaml)
    {
        var facts = yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries)).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
        if (facts.Keys.FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
            throw new HelpFormatException($"{parameter} has the unknown fact \"{unknown}\".");
        string Fact(string name) => facts.TryGetValue(name, out var value) && value.Length > 0 ? value : throw new HelpFormatException($"{parameter} lacks the fact \"{name}\".");
        var sets = Fact("Parameter Sets");
        return new ParameterUse
        {
            Type = Fact("Type"),
            Sets = sets == "(All)" ? [] : List(sets),
            Aliases = List(facts.GetValueOrDefault("Aliases", "")),
            AcceptedValues = List(facts.GetValueOrDefault("Accepted values", "")),
            IsRequired = bool.Parse(Fact("Required")),
            Position = Fact("Position"),
            DefaultValue = Fact("Default value"),
            PipelineInput = Fact("Accept pipeline input"),
            TakesWildcards = bool.Parse(Fact("Accept wildcard characters")),
        };
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
