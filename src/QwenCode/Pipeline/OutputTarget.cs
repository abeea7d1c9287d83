using System.Reflection;
using QwenCode.Commands;

namespace QwenCode.Pipeline;

/// <summary>Where the objects go that a command writes.</summary>
/// <remarks>
/// PowerShell has no public member for it. If its internals are not as expected, the output counts as captured, and what is also shown
/// on the host is then shown twice.
/// </remarks>
internal sealed class OutputTarget
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly string _next;
    private readonly bool _isLast;

    /// <summary>Looks at a command that runs.</summary>
    public OutputTarget(QwenCommand command)
    {
        _next = Member(Member(Member(command.CommandRuntime, "OutputPipe"), "DownstreamCmdlet"), "Command")?.GetType().Name ?? "";
        _isLast = command.MyInvocation.PipelinePosition == command.MyInvocation.PipelineLength;
        IsHost = _next is "OutDefaultCommand" or "OutHostCommand" && !IsKept(command);
        IsScreen = IsHost && !ConsoleWidth.IsRedirected(command.Host);
    }

    /// <summary>Whether they are shown on the host and go nowhere else.</summary>
    public bool IsHost { get; }

    /// <summary>Whether they are shown on the host and it draws them: the standard output of a console may lead elsewhere.</summary>
    public bool IsScreen { get; }

    /// <summary>Whether the next command shows them in a format that the user chose.</summary>
    public bool IsFormat => _next.StartsWith("Format", StringComparison.Ordinal);

    /// <summary>Whether they are assigned, redirected or shown, and no other command takes them.</summary>
    public bool IsEnd => _isLast || _next.StartsWith("Out", StringComparison.Ordinal);

    private static bool IsKept(QwenCommand command) =>
        command.MyInvocation.BoundParameters.Keys.Any(name => name is "OutVariable" or "PipelineVariable");

    private static object? Member(object? instance, string name) => instance?.GetType().GetProperty(name, Internal)?.GetValue(instance);
}
