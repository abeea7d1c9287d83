using System.Globalization;

namespace QwenCode.Help;

/// <summary>Writes a parameter, in the syntax or in the list.</summary>
internal static class MamlParameter
{
    /// <summary>Writes it.</summary>
    public static void Write(MamlElements xml, PageParameter parameter, ParameterUse use, bool inSyntax)
    {
        xml.Begin("command:parameter");
        xml.Attribute("required", use.IsMandatory ? "true" : "false");
        xml.Attribute("variableLength", "true");
        xml.Attribute("globbing", use.TakesWildcards ? "true" : "false");
        xml.Attribute("pipelineInput", PipelineInput(use));
        xml.Attribute("position", use.Position is { } position ? position.ToString(CultureInfo.InvariantCulture) : "Named");
        xml.Attribute("aliases", use.Aliases.Count == 0 ? "none" : string.Join(", ", use.Aliases));
        xml.Text("maml:name", parameter.Name);
        xml.Paragraphs("maml:description", parameter.Text);
        if (inSyntax && use.AcceptedValues.Count > 0)
        {
            xml.Begin("command:parameterValueGroup");
            foreach (var value in use.AcceptedValues)
                Value(xml, value, required: false);
            xml.End();
        }

        if (!(inSyntax && use.IsSwitch))
            Value(xml, use.Type, required: !use.IsSwitch);
        xml.Begin("dev:type");
        xml.Text("maml:name", use.Type);
        xml.Text("maml:uri", "");
        xml.End();
        xml.Text("dev:defaultValue", parameter.DefaultValue.Length > 0 ? parameter.DefaultValue : use.IsSwitch ? "False" : "None");
        xml.End();
    }

    private static string PipelineInput(ParameterUse use) => (use.TakesPipelineProperty, use.TakesPipelineValue) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByPropertyName)",
        (false, true) => "True (ByValue)",
        _ => "False",
    };

    private static void Value(MamlElements xml, string text, bool required)
    {
        xml.Begin("command:parameterValue");
        xml.Attribute("required", required ? "true" : "false");
        xml.Attribute("variableLength", "false");
        xml.Content(text);
        xml.End();
    }
}
