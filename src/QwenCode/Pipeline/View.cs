using System.Collections;
using System.Management.Automation;

namespace QwenCode.Pipeline;

/// <summary>What the views of the module read.</summary>
public static class View
{
    /// <summary>For each object its properties as they are shown, harmless for a terminal.</summary>
    /// <remarks>A table that is never filled: its entries are made when a view asks. PowerShell reads tables in every language mode.</remarks>
    public static IDictionary Shown { get; } = new ShownTable();

    private sealed class ShownTable : Hashtable
    {
        public override object? this[object key]
        {
            get => new ShownProperties(PSObject.AsPSObject(key));
            set => throw new NotSupportedException();
        }

        public override bool Contains(object key) => true;

        public override bool ContainsKey(object key) => true;
    }
}
