using System.Reflection;
using System.Runtime.Loader;

namespace QwenCode.Help;

/// <summary>Reads the facts of commands from the assembly of their cmdlets, without running any of its code.</summary>
internal static class CmdletReader
{
    private const string Namespace = "System.Management.Automation.";
    private const string AllSets = "__AllParameterSets";

    /// <summary>The commands of an assembly, by name.</summary>
    /// <param name="assembly">The assembly's file.</param>
    /// <param name="references">The files of the assemblies that it refers to and that are not beside it.</param>
    public static IReadOnlyDictionary<string, CommandFacts> ReadFile(string assembly, IEnumerable<string> references)
    {
        var files = references.ToDictionary(file => Path.GetFileNameWithoutExtension(file), Path.GetFullPath);
        var context = new AssemblyLoadContext(nameof(CmdletReader));
        context.Resolving += (_, name) => files.GetValueOrDefault(name.Name!) is { } file ? context.LoadFromAssemblyPath(file)
            : Path.Join(Path.GetDirectoryName(Path.GetFullPath(assembly)), name.Name + ".dll") is var beside && File.Exists(beside) ? context.LoadFromAssemblyPath(beside)
            : null;
        return context.LoadFromAssemblyPath(Path.GetFullPath(assembly)).GetExportedTypes()
            .Select(type => (Type: type, Cmdlet: Attributes(type, "CmdletAttribute").FirstOrDefault()))
            .Where(pair => pair.Cmdlet is not null)
            .Select(pair => Read(pair.Type, pair.Cmdlet!))
            .ToDictionary(command => command.Name);
    }

    private static CommandFacts Read(Type type, CustomAttributeData cmdlet)
    {
        var name = $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}";
        var parameters = type.GetProperties()
            .Select(property => (property.Name, Uses: Uses(property)))
            .Concat(Named(cmdlet, "SupportsShouldProcess", false) ? ShouldProcess() : [])
            .Where(parameter => parameter.Uses.Count > 0)
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Uses);
        var sets = parameters.Values.SelectMany(uses => uses).Select(use => use.Set).Where(set => set.Length > 0)
            .Prepend(Named(cmdlet, "DefaultParameterSetName", "")).Distinct().Where(set => set.Length > 0).DefaultIfEmpty("");
        return new CommandFacts(name, [.. sets.Select(set => new CommandSyntax(set, InOrder(parameters, set)))], parameters);
    }

    // PowerShell's order: by position, then the mandatory ones, then the others; common ones last.
    private static List<string> InOrder(Dictionary<string, IReadOnlyList<ParameterUse>> parameters, string set)
    {
        var uses = parameters.Select(parameter => (Name: parameter.Key, Use: In(parameter.Value, set))).Where(parameter => parameter.Use is not null).ToList();
        return
        [
            .. uses.Where(parameter => parameter.Use!.Position is not null).OrderBy(parameter => parameter.Use!.Position).Select(parameter => parameter.Name),
            .. uses.Where(parameter => parameter.Use!.Position is null && parameter.Use.IsMandatory).Select(parameter => parameter.Name),
            .. uses.Where(parameter => parameter.Use!.Position is null && !parameter.Use.IsMandatory).Select(parameter => parameter.Name),
        ];
    }

    /// <summary>The facts in a parameter set; <see langword="null"/> if the parameter is not in it.</summary>
    public static ParameterUse? In(IReadOnlyList<ParameterUse> uses, string set) => uses.FirstOrDefault(use => use.Set.Length == 0 || use.Set == set);

    private static IReadOnlyList<ParameterUse> Uses(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var values = type.IsEnum ? type.GetEnumNames() : Strings(property, "ValidateSetAttribute");
        return
        [
            .. Attributes(property, "ParameterAttribute").Select(parameter => new ParameterUse
            {
                Type = type.Name,
                Set = Named(parameter, "ParameterSetName", AllSets) is var set && set == AllSets ? "" : set,
                Aliases = Strings(property, "AliasAttribute"),
                AcceptedValues = values,
                IsMandatory = Named(parameter, "Mandatory", false),
                Position = Named(parameter, "Position", int.MinValue) is var position && position >= 0 ? position : null,
                TakesPipelineValue = Named(parameter, "ValueFromPipeline", false),
                TakesPipelineProperty = Named(parameter, "ValueFromPipelineByPropertyName", false),
                TakesWildcards = Attributes(property, "SupportsWildcardsAttribute").Any(),
            }),
        ];
    }

    private static IEnumerable<(string Name, IReadOnlyList<ParameterUse> Uses)> ShouldProcess() =>
    [
        ("WhatIf", [new ParameterUse { Type = "SwitchParameter", Aliases = ["wi"] }]),
        ("Confirm", [new ParameterUse { Type = "SwitchParameter", Aliases = ["cf"] }]),
    ];

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.FullName == Namespace + name);

    private static T Named<T>(CustomAttributeData attribute, string name, T otherwise) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => (T)argument.TypedValue.Value!).DefaultIfEmpty(otherwise).First();

    private static string[] Strings(MemberInfo member, string attribute) =>
        [.. Attributes(member, attribute).SelectMany(data => (IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!).Select(value => (string)value.Value!)];
}
