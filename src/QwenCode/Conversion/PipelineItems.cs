using System.Management.Automation;

namespace QwenCode.Conversion;

/// <summary>The items of an object that was piped or specified.</summary>
internal static class PipelineItems
{
    /// <summary>The items of a list, which may never end, or the object itself. Nulls are left out.</summary>
    /// <param name="input">The object.</param>
    /// <param name="isStopping">Whether the command is being stopped.</param>
    /// <exception cref="QwenException">The list cannot be read (<c>InvalidInput</c>).</exception>
    /// <exception cref="PipelineStoppedException">The command is being stopped.</exception>
    public static IEnumerable<object> Of(object input, Func<bool> isStopping)
    {
        foreach (var item in ForeignObject.Items(input, Unreadable) ?? [input])
        {
            if (isStopping())
                throw new PipelineStoppedException();
            if (item is not null)
                yield return item;
        }
    }

    private static QwenException Unreadable(Exception exception) => InputJson.NotSent($"it cannot be read ({exception.GetType().Name})");
}
