using System.Management.Automation;
using QwenCode.Commands;
using QwenCode.Errors;

namespace QwenCode.Conversion;

/// <summary>Names with wildcards.</summary>
internal static class Wildcards
{
    /// <summary>The pattern of a name, whose case does not matter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="command">The command that it was specified for.</param>
    /// <exception cref="QwenException">It is not a valid pattern (<c>InvalidParameter</c>).</exception>
    public static WildcardPattern Of(string name, QwenCommand command)
    {
        try
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            throw QwenErrors.InvalidParameter(
                $"'{name}' is not a valid wildcard pattern.",
                $"For a name that contains a bracket, write: {command.MyInvocation.MyCommand.Name} '{WildcardPattern.Escape(name)}'");
        }
    }
}
