using System.Collections;
using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.Tools;

/// <summary>Makes a tool of a command.</summary>
internal static class ToolBuilder
{
    /// <summary>The tool.</summary>
    /// <exception cref="QwenException">The command cannot be offered so (<c>InvalidTool</c>).</exception>
    public static QwenTool Build(ToolCommand command, ToolOptions options)
    {
        var name = options.Name ?? NameOf(command);
        if (!ToolName.IsValid(name))
            throw QwenErrors.ToolUnusable(name, "the name of a tool has 1 to 64 ASCII letters, digits, hyphens and underscores", "Give it another name: New-QwenTool -Name");
        if (options.IsReadOnly && command.SupportsShouldProcess)
            throw QwenErrors.ToolUnusable(command.Text, "it supports -WhatIf, so that it changes something and is not read-only", "Leave out -ReadOnly.");
        var fixedParameters = Fixed(command, options.FixedParameters);
        var set = SetOf(command, options.ParameterSetName, fixedParameters);
        var arguments = Arguments(command, set, options, fixedParameters);
        var help = CommandHelp.Of(command);
        var description = options.Description ?? (help.Synopsis.Length > 0 ? help.Synopsis : $"Runs the PowerShell command {command.Info.Name}.");
        var definition = new ToolDefinition(name, SecretMask.Text(description), ToolSchema.Of([.. arguments.Select(argument => argument.Schema)]));
        return new QwenTool(command, definition, set?.Name, arguments, fixedParameters, options.IsReadOnly);
    }

    /// <summary>The names of the parameter sets that can be offered.</summary>
    public static IEnumerable<string> SetsOf(ToolCommand command) => command.Sets.Where(set => Missing(set, []).Count == 0).Select(set => set.Name);

    private static string NameOf(ToolCommand command) => command.Info is ExternalScriptInfo script ? Path.GetFileNameWithoutExtension(script.Name) : command.Info.Name;

    // Without a name the default one, unless another is the first that has what is fixed.
    private static CommandParameterSetInfo? SetOf(ToolCommand command, string? name, Hashtable fixedParameters)
    {
        var sets = name is null ? command.Sets.OrderByDescending(set => set.IsDefault) : command.Sets.Where(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (sets.FirstOrDefault(set => Lacking(set, fixedParameters) is null) is { } first)
            return first;
        if (sets.FirstOrDefault() is { } other)
            throw WithoutFixed(command, name is null ? null : other, fixedParameters);
        return name is null ? null : throw QwenErrors.ToolUnusable(command.Text, $"it has no parameter set '{name}'", $"Specify one of these: {string.Join(", ", command.Sets.Select(set => set.Name))}");
    }

    private static string? Lacking(CommandParameterSetInfo set, Hashtable fixedParameters) => fixedParameters.Keys.Cast<string>().Order(StringComparer.Ordinal)
        .FirstOrDefault(name => !set.Parameters.Any(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static QwenException WithoutFixed(ToolCommand command, CommandParameterSetInfo? set, Hashtable fixedParameters) => QwenErrors.ToolUnusable(
        command.Text,
        set is null
            ? $"no parameter set has each of the parameters that are fixed: {string.Join(", ", fixedParameters.Keys.Cast<string>().Order(StringComparer.Ordinal))}"
            : $"its parameter set '{set.Name}' lacks the parameter {Lacking(set, fixedParameters)}, which is fixed",
        set is null ? "Leave one out of -FixedParameter." : "Specify another -ParameterSetName, or leave it out of -FixedParameter.");

    private static Hashtable Fixed(ToolCommand command, IDictionary given)
    {
        var parameters = command.Info.Parameters;
        var result = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in given)
        {
            var name = entry.Key.ToString() ?? "";
            var known = parameters.Values.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || parameter.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
                ?? throw NoParameter(command, name, parameters.Keys.Where(key => !ParameterReader.IsCommon(key)));
            if (!ParameterReader.Takes(known, entry.Value))
                throw QwenErrors.ToolUnusable(command.Text, $"the value that is fixed for its parameter {known.Name} is not of the type {known.ParameterType.Name}", "Correct -FixedParameter.");
            if (!result.ContainsKey(known.Name))
                result[known.Name] = entry.Value;
            else
                throw QwenErrors.ToolUnusable(command.Text, $"the parameter {known.Name} is fixed twice", "Specify it once.");
        }

        return result;
    }

    private static List<ToolArgument> Arguments(ToolCommand command, CommandParameterSetInfo? set, ToolOptions options, Hashtable fixedParameters)
    {
        var help = CommandHelp.Of(command);
        if (set is null)
            return [];
        var offered = set.Parameters.Where(parameter => !ParameterReader.IsCommon(parameter.Name) && !fixedParameters.ContainsKey(parameter.Name)).ToList();
        if (options.Parameters?.FirstOrDefault(fixedParameters.ContainsKey) is { } both)
            throw QwenErrors.ToolUnusable(command.Text, $"{both} is both offered and fixed", "Leave it out of -Parameter or of -FixedParameter.");
        var wanted = options.Parameters?.Select(name => offered.Find(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name
            ?? throw NoParameter(command, name, offered.Select(parameter => parameter.Name))).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var arguments = offered.Where(parameter => wanted?.Contains(parameter.Name) ?? true)
            .Select(parameter => ParameterReader.Read(parameter, SecretMask.Text(help.Parameters.GetValueOrDefault(parameter.Name) ?? ""))).OfType<ToolArgument>().ToList();
        var missing = offered.Where(parameter => parameter.IsMandatory && !arguments.Exists(argument => argument.Schema.Name == parameter.Name)).Select(parameter => parameter.Name).ToList();
        var lost = wanted?.Where(name => !arguments.Exists(argument => argument.Schema.Name == name)).ToList() ?? [];
        if (missing.Count > 0 || lost.Count > 0)
            throw Unsupported(command, set, wanted is null || lost.Count > 0 ? [.. missing, .. lost] : [], missing);
        return arguments;
    }

    private static QwenException Unsupported(ToolCommand command, CommandParameterSetInfo set, List<string> unsupported, List<string> missing)
    {
        if (unsupported.Count == 0)
            return QwenErrors.ToolUnusable(command.Text, $"the mandatory parameter {missing[0]} is neither offered nor fixed", $"Add it to -Parameter, or to -FixedParameter @{{ {missing[0]} = … }}");
        var type = set.Parameters.First(parameter => parameter.Name == unsupported[0]).ParameterType.Name;
        var others = SetsOf(command).ToList();
        return QwenErrors.ToolUnusable(
            command.Text,
            $"a model cannot specify its parameter {unsupported[0]}, a {type}",
            $"Fix it with New-QwenTool -FixedParameter @{{ {unsupported[0]} = … }}{(others.Count == 0 ? "" : $", or specify another -ParameterSetName: {string.Join(", ", others)}")}");
    }

    private static List<string> Missing(CommandParameterSetInfo set, Hashtable fixedParameters) => [.. set.Parameters
        .Where(parameter => parameter.IsMandatory && !fixedParameters.ContainsKey(parameter.Name) && ParameterReader.Read(parameter, "") is null)
        .Select(parameter => parameter.Name)];

    private static QwenException NoParameter(ToolCommand command, string name, IEnumerable<string> known) => QwenErrors.ToolUnusable(
        command.Text,
        $"it has no parameter {name} that can be offered or fixed",
        known.Any() ? $"Specify one of these: {string.Join(", ", known)}" : "It has no parameters; leave out -Parameter and -FixedParameter.");
}
