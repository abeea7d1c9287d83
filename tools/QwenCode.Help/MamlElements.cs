using System.Xml;

namespace QwenCode.Help;

/// <summary>Short words for writing elements by their prefixed names.</summary>
internal sealed class MamlElements(XmlWriter xml)
{
    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["maml"] = "http://schemas.microsoft.com/maml/2004/10",
        ["command"] = "http://schemas.microsoft.com/maml/dev/command/2004/10",
        ["dev"] = "http://schemas.microsoft.com/maml/dev/2004/10",
    };

    /// <summary>Begins an element; the outermost one declares the prefixes.</summary>
    public void Begin(string name, bool declare = false)
    {
        var (prefix, local) = (name.Split(':')[0], name.Split(':')[1]);
        xml.WriteStartElement(prefix, local, Namespaces[prefix]);
        if (!declare)
            return;
        foreach (var (other, address) in Namespaces.Where(pair => pair.Key != prefix))
            xml.WriteAttributeString("xmlns", other, null, address);
    }

    /// <summary>Ends the innermost element.</summary>
    public void End() => xml.WriteEndElement();

    /// <summary>Writes an attribute.</summary>
    public void Attribute(string name, string value) => xml.WriteAttributeString(name, value);

    /// <summary>Writes text.</summary>
    public void Content(string text) => xml.WriteString(text);

    /// <summary>Writes an element that holds text.</summary>
    public void Text(string name, string text)
    {
        Begin(name);
        Content(text);
        End();
    }

    /// <summary>Writes an element that holds paragraphs.</summary>
    public void Paragraphs(string name, IEnumerable<string> paragraphs)
    {
        Begin(name);
        foreach (var paragraph in paragraphs)
            Text("maml:para", paragraph);
        End();
    }
}
