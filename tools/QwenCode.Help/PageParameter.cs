namespace QwenCode.Help;

/// <summary>The content of a page about a parameter.</summary>
/// <param name="Name">Its name without the dash.</param>
/// <param name="Text">The paragraphs of its description.</param>
/// <param name="DefaultValue">What applies without it, in words; empty if that is nothing, or off for a switch.</param>
internal sealed record PageParameter(string Name, IReadOnlyList<string> Text, string DefaultValue)
{
    private const string Default = "Default value:";

    /// <summary>The parameter in a section.</summary>
    /// <exception cref="HelpFormatException">It has a fact that comes from the cmdlet's class.</exception>
    public static PageParameter Read(Section section)
    {
        var facts = section.Code().Where(code => code.Language == "yaml").SelectMany(code => code.Text.Split('\n')).ToList();
        if (facts.Find(fact => !fact.StartsWith(Default, StringComparison.Ordinal)) is { } unknown)
            throw new HelpFormatException($"{section.Title} has \"{unknown}\". Only \"{Default}\" belongs here; the rest comes from the cmdlet's class.");
        return new PageParameter(section.Title[1..], section.Paragraphs(), facts is [var fact] ? fact[Default.Length..].Trim() : "");
    }

    /// <summary>This parameter, with the default value of another page's.</summary>
    public PageParameter Over(PageParameter other) => new(Name, Text.Count > 0 ? Text : other.Text, other.DefaultValue);
}
