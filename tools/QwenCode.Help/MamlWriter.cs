using System.Text;
using System.Xml;

namespace QwenCode.Help;

/// <summary>Writes the file that <c>Get-Help</c> reads.</summary>
internal static class MamlWriter
{
    /// <summary>The XML of some pages, the same for the same pages.</summary>
    /// <exception cref="HelpFormatException">A page has other parameters than its command.</exception>
    public static string Write(IEnumerable<CommandPage> pages, IReadOnlyDictionary<string, CommandFacts> commands)
    {
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Replace }))
        {
            xml.WriteStartElement("helpItems", "http://msh");
            xml.WriteAttributeString("schema", "maml");
            foreach (var page in pages)
                Command(new MamlElements(xml), page, commands[page.Name]);
            xml.WriteEndElement();
        }

        return text + "\n";
    }

    private static void Command(MamlElements xml, CommandPage page, CommandFacts command)
    {
        xml.Begin("command:command", declare: true);
        xml.Begin("command:details");
        xml.Text("command:name", page.Name);
        xml.Text("command:verb", page.Name.Split('-')[0]);
        xml.Text("command:noun", page.Name.Split('-')[1]);
        xml.Paragraphs("maml:description", [page.Synopsis]);
        xml.End();
        xml.Paragraphs("maml:description", [.. page.Description, .. SeeAlso(page)]);
        Syntax(xml, page, command);
        xml.Begin("command:parameters");
        foreach (var parameter in page.Parameters)
            MamlParameter.Write(xml, parameter, Widest(command.Parameters[parameter.Name]), inSyntax: false);
        xml.End();
        Types(xml, "command:inputTypes", "command:inputType", page.Inputs);
        Types(xml, "command:returnValues", "command:returnValue", page.Outputs);
        xml.Begin("maml:alertSet");
        xml.Paragraphs("maml:alert", page.Notes);
        xml.End();
        Examples(xml, page);
        Links(xml, page);
        xml.End();
    }

    private static void Syntax(MamlElements xml, CommandPage page, CommandFacts command)
    {
        xml.Begin("command:syntax");
        foreach (var (set, parameters) in command.Syntax)
        {
            xml.Begin("command:syntaxItem");
            xml.Text("maml:name", page.Name);
            foreach (var name in parameters)
                MamlParameter.Write(xml, page.Parameters.First(parameter => parameter.Name == name), CmdletReader.In(command.Parameters[name], set)!, inSyntax: true);
            xml.End();
        }

        xml.End();
    }

    // Where the facts differ between the parameter sets, the list shows the most that is asked.
    private static ParameterUse Widest(IReadOnlyList<ParameterUse> uses) => uses.OrderByDescending(use => use.IsMandatory).First();

    private static void Types(MamlElements xml, string list, string element, IReadOnlyList<PageType> types)
    {
        xml.Begin(list);
        foreach (var type in types)
        {
            xml.Begin(element);
            xml.Begin("dev:type");
            xml.Text("maml:name", type.Name);
            xml.End();
            xml.Paragraphs("maml:description", type.Text);
            xml.End();
        }

        xml.End();
    }

    private static void Examples(MamlElements xml, CommandPage page)
    {
        xml.Begin("command:examples");
        foreach (var (index, example) in page.Examples.Index())
        {
            xml.Begin("command:example");
            xml.Text("maml:title", $"---------- {index + 1}: {example.Title} ----------");
            xml.Text("dev:code", string.Join("\n\n", example.Blocks.Select(block => block.Text)));
            xml.Paragraphs("dev:remarks", [.. example.Text, ""]);
            xml.End();
        }

        xml.End();
    }

    // Where there are links, PowerShell offers -Online, which fails if none of them is an address.
    private static bool HasAddress(CommandPage page) => page.OnlineVersion.Length > 0 || page.Links.Any(link => link.Address.StartsWith("http", StringComparison.Ordinal));

    private static IEnumerable<string> SeeAlso(CommandPage page) =>
        page.Links.Count == 0 || HasAddress(page) ? [] : [$"See also: {string.Join(", ", page.Links.Select(link => link.Text))}"];

    private static void Links(MamlElements xml, CommandPage page)
    {
        if (!HasAddress(page))
            return;
        var links = page.OnlineVersion.Length > 0 ? page.Links.Prepend(new PageLink("Online Version:", page.OnlineVersion)) : page.Links;
        xml.Begin("command:relatedLinks");
        foreach (var link in links)
        {
            xml.Begin("maml:navigationLink");
            xml.Text("maml:linkText", link.Text);
            xml.Text("maml:uri", link.Address.StartsWith("http", StringComparison.Ordinal) ? link.Address : "");
            xml.End();
        }

        xml.End();
    }

    private sealed class Utf8Text : StringWriter
    {
        public Utf8Text()
            : base(System.Globalization.CultureInfo.InvariantCulture)
        {
        }

        public override Encoding Encoding => Encoding.UTF8;
    }
}
