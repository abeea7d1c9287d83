using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>Finds the views that the session has registered for types.</summary>
internal sealed class RegisteredViews
{
    // What Format-Table and its like make of objects.
    private const string FormattedNamespace = "Microsoft.PowerShell.Commands.Internal.Format";

    private readonly Dictionary<string, RegisteredView?> _found = [];
    private readonly RegisteredView _formatted = new(null);

    /// <summary>The view of an object; <see langword="null"/> if neither its type nor a base type has one.</summary>
    public RegisteredView? Find(object item)
    {
        if (PSObject.AsPSObject(item).BaseObject.GetType().Namespace == FormattedNamespace)
            return _formatted;
        var types = PSObject.AsPSObject(item).TypeNames;
        var key = string.Join('|', types);
        if (!_found.TryGetValue(key, out var view))
            _found[key] = view = types.Select(FormatOf).OfType<ExtendedTypeDefinition>().Select(format => new RegisteredView(format)).FirstOrDefault();
        return view;
    }

    private static ExtendedTypeDefinition? FormatOf(string type)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Utility\Get-FormatData").AddParameter("TypeName", WildcardPattern.Escape(type)).AddParameter("ErrorAction", ActionPreference.Ignore);
        return shell.Invoke<ExtendedTypeDefinition>().FirstOrDefault(format => format.FormatViewDefinition.Count > 0);
    }
}
