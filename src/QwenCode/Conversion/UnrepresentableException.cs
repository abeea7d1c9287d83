using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>JSON has a value or name that no object can represent.</summary>
internal sealed class UnrepresentableException : FormatException
{
    private UnrepresentableException(SchemaMismatch mismatch, Exception? cause)
        : base(mismatch.ToString(), cause) => Mismatch = mismatch;

    /// <summary>Creates the exception.</summary>
    /// <param name="what">What is wrong with the value, after its path.</param>
    /// <param name="cause">The exception behind it.</param>
    public UnrepresentableException(string what, Exception? cause = null)
        : this(new SchemaMismatch(what), cause)
    {
    }

    /// <summary>What is wrong, with its path.</summary>
    public SchemaMismatch Mismatch { get; }

    /// <summary>The same, seen from the object that has the value as a member.</summary>
    public UnrepresentableException In(string member) => new(Mismatch.In(member), InnerException);

    /// <summary>The same, seen from the list that has the value as an item.</summary>
    public UnrepresentableException In(int item) => new(Mismatch.In(item), InnerException);
}
