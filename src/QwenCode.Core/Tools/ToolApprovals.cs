namespace QwenCode.Tools;

/// <summary>The tools that the user has approved for all of a session.</summary>
internal sealed class ToolApprovals
{
    private readonly HashSet<object> _approved = [];

    /// <summary>Whether a tool is approved.</summary>
    public bool Contains(ITool tool) => _approved.Contains(tool.Identity);

    /// <summary>Approves a tool.</summary>
    public void Add(ITool tool) => _approved.Add(tool.Identity);

    /// <summary>Withdraws the approval of a tool.</summary>
    public bool Remove(ITool tool) => _approved.Remove(tool.Identity);
}
