using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace QwenCode.Conversion;

/// <summary>Reads objects from outside. Their properties and enumerators are code that may throw anything; what they throw is translated.</summary>
internal static class ForeignObject
{
    /// <summary>The object without PowerShell's wrapper; one that has its members only in the wrapper stays in it.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => wrapped.BaseObject,
        _ => ReferenceEquals(value, AutomationNull.Value) ? null : value,
    };

    /// <summary>Runs code that calls into an object from outside.</summary>
    /// <param name="read">The code.</param>
    /// <param name="failure">The error for what the object throws.</param>
    /// <exception cref="QwenException">The object threw.</exception>
    public static T Read<T>(Func<T> read, Func<Exception, QwenException> failure)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsForeign(exception))
        {
            throw failure(exception);
        }
    }

    /// <summary>The items of a list, lazily; <see langword="null"/> for what PowerShell does not take apart, such as a string or a table.</summary>
    /// <inheritdoc cref="Read"/>
    public static IEnumerable<object?>? Items(object? value, Func<Exception, QwenException> failure) =>
        value is not string && Read(() => LanguagePrimitives.GetEnumerable(value), failure) is { } list ? Items(list, failure) : null;

    /// <summary>Whether an exception comes from an object, and does not end the command.</summary>
    public static bool IsForeign(Exception exception) => exception is not (QwenException or PipelineStoppedException or FlowControlException);

    private static IEnumerable<object?> Items(IEnumerable list, Func<Exception, QwenException> failure)
    {
        var items = Read(list.GetEnumerator, failure);
        using (items as IDisposable)
        {
            while (TryNext(items, failure, out var item))
                yield return item;
        }
    }

    // Without a delegate for each item.
    private static bool TryNext(IEnumerator items, Func<Exception, QwenException> failure, out object? item)
    {
        try
        {
            var isThere = items.MoveNext();
            item = isThere ? items.Current : null;
            return isThere;
        }
        catch (Exception exception) when (IsForeign(exception))
        {
            throw failure(exception);
        }
    }
}
