using System.Collections;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

#pragma warning disable CA1812 // These types are only looked at.

public sealed class TypeSchemaTests
{
    [Fact]
    public void A_class_becomes_an_object_of_its_properties_that_can_be_set() =>
        TypeSchema.Of(typeof(Person)).GetRawText().ShouldBe(
            """{"type":"object","properties":{"Name":{"type":"string"},"Age":{"type":"integer"},"Height":{"type":"number"},"IsAlive":{"type":"boolean"}},"required":["Name","Age","Height","IsAlive"],"additionalProperties":false}""");

    [Theory]
    [InlineData(typeof(Holder<int[]>), """{"type":"array","items":{"type":"integer"}}""")]
    [InlineData(typeof(Holder<List<string>>), """{"type":"array","items":{"type":"string"}}""")]
    [InlineData(typeof(Holder<HashSet<Uri>>), """{"type":"array","items":{"type":"string"}}""")]
    [InlineData(typeof(Holder<IReadOnlyList<object>>), """{"type":"array","items":{}}""")]
    [InlineData(typeof(Holder<DateTimeOffset>), """{"type":"string","format":"date-time"}""")]
    [InlineData(typeof(Holder<DateTime?>), """{"type":["string","null"],"format":"date-time"}""")]
    [InlineData(typeof(Holder<Guid>), """{"type":"string","format":"uuid"}""")]
    [InlineData(typeof(Holder<TimeSpan>), """{"type":"string","format":"duration"}""")]
    [InlineData(typeof(Holder<char>), """{"type":"string"}""")]
    [InlineData(typeof(Holder<byte>), """{"type":"integer"}""")]
    [InlineData(typeof(Holder<decimal>), """{"type":"number"}""")]
    [InlineData(typeof(Holder<int?>), """{"type":["integer","null"]}""")]
    [InlineData(typeof(Holder<Mood>), """{"type":"string","enum":["Happy","Sad"]}""")]
    [InlineData(typeof(Holder<Mood?>), """{"type":["string","null"],"enum":["Happy","Sad",null]}""")]
    [InlineData(typeof(Holder<Rights>), """{"type":"array","items":{"type":"string","enum":["Read","Write"]}}""")]
    [InlineData(typeof(Holder<Rights?>), """{"type":["array","null"],"items":{"type":"string","enum":["Read","Write"]}}""")]
    [InlineData(typeof(Holder<Rights[]>), """{"type":"array","items":{"type":"array","items":{"type":"string","enum":["Read","Write"]}}}""")]
    [InlineData(typeof(Holder<Point?>), """{"type":["object","null"],"properties":{"X":{"type":"integer"}},"required":["X"],"additionalProperties":false}""")]
    [InlineData(typeof(Holder<Stack<int>>), """{"type":"array","items":{"type":"integer"}}""")]
    [InlineData(typeof(Holder<System.Collections.ObjectModel.ReadOnlyCollection<int>>), """{"type":"array","items":{"type":"integer"}}""")]
    [InlineData(typeof(Holder<Hashtable>), """{"type":"object"}""")]
    [InlineData(typeof(Holder<Dictionary<string, int>>), """{"type":"object","additionalProperties":{"type":"integer"}}""")]
    [InlineData(typeof(Holder<IReadOnlyDictionary<string, int[]>>), """{"type":"object","additionalProperties":{"type":"array","items":{"type":"integer"}}}""")]
    [InlineData(typeof(Holder<Dictionary<string, object>>), """{"type":"object"}""")]
    [InlineData(typeof(Holder<DateOnly>), """{"type":"string","format":"date"}""")]
    [InlineData(typeof(Holder<TimeOnly>), """{"description":"a time such as 05:06:07","type":"string"}""")]
    [InlineData(typeof(Holder<System.Numerics.BigInteger>), """{"type":"integer"}""")]
    [InlineData(typeof(Holder<UInt128>), """{"type":"integer"}""")]
    [InlineData(typeof(Holder<nint>), """{"type":"integer"}""")]
    [InlineData(typeof(Holder<Half>), """{"type":"number"}""")]
    [InlineData(typeof(Holder<object>), "{}")]
    [InlineData(typeof(Holder<Array>), """{"type":"array"}""")]
    [InlineData(typeof(Holder<IList>), """{"type":"array"}""")]
    [InlineData(typeof(Holder<FromObject>), """{"type":"object","properties":{"Text":{"type":"string"}},"required":["Text"],"additionalProperties":false}""")]
    public void Each_type_of_a_property_has_its_schema(Type type, string expected) =>
        TypeSchema.Of(type).GetProperty("properties").GetProperty("Value").GetRawText().ShouldBe(expected);

    [Fact]
    public void A_nested_class_is_included() =>
        TypeSchema.Of(typeof(Holder<Person[]>)).GetProperty("properties").GetProperty("Value").GetProperty("items").GetProperty("required")[0].GetString().ShouldBe("Name");

    [Theory]
    [InlineData(typeof(Endless), "contains itself")]
    [InlineData(typeof(Endless[]), "contains itself")]
    [InlineData(typeof(EndlessList), "contains itself")]
    [InlineData(typeof(EndlessTable), "contains itself")]
    [InlineData(typeof(Growing<int>), "nested too deeply")]
    public void A_recursive_type_is_rejected(Type type, string expected) =>
        Should.Throw<QwenException>(() => TypeSchema.Of(type)).Message.ShouldContain(expected);

    [Theory]
    [InlineData(typeof(int[]), """{"type":"integer"}""")]
    [InlineData(typeof(List<string>), """{"type":"string"}""")]
    [InlineData(typeof(Mood[]), """{"type":"string","enum":["Happy","Sad"]}""")]
    public void A_list_becomes_an_object_with_the_list_as_its_only_member(Type type, string items) =>
        TypeSchema.Of(type).GetRawText().ShouldBe($$$"""{"type":"object","properties":{"items":{"type":"array","items":{{{items}}}}},"required":["items"],"additionalProperties":false}""");

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(string))]
    [InlineData(typeof(object[]))]
    [InlineData(typeof(object))]
    [InlineData(typeof(Hashtable))]
    [InlineData(typeof(List<object>))]
    [InlineData(typeof(Dictionary<string, Person>))]
    [InlineData(typeof(Mood))]
    [InlineData(typeof(ReadOnly))]
    public void A_type_without_properties_to_fill_is_rejected(Type type)
    {
        var error = Should.Throw<QwenException>(() => TypeSchema.Of(type));

        error.ErrorId.ShouldBe("InvalidParameter");
        error.Message.ShouldContain($"-Schema [{TypeName.Of(type)}] is not a type with properties");
    }

    [Theory]
    [InlineData(typeof(FromText), "FromText", "no public constructor without parameters")]
    [InlineData(typeof(FromText[]), "FromText", "no public constructor without parameters")]
    [InlineData(typeof(Holder<FromText>), "FromText", "no public constructor without parameters")]
    [InlineData(typeof(Holder<List<FromText>>), "FromText", "no public constructor without parameters")]
    [InlineData(typeof(Holder<Dictionary<string, FromText>>), "FromText", "no public constructor without parameters")]
    [InlineData(typeof(Holder<System.Collections.ObjectModel.ReadOnlyDictionary<string, int>>), "ReadOnlyDictionary", "no public constructor without parameters")]
    [InlineData(typeof(Stream), "Stream", "is abstract")]
    [InlineData(typeof(Holder<DictionaryBase>), "DictionaryBase", "is abstract")]
    [InlineData(typeof(IDisposable), "IDisposable", "is an interface")]
    [InlineData(typeof(Holder<IDisposable>), "IDisposable", "is an interface")]
    [InlineData(typeof(Holder<IReadOnlyList<Uri>>), "IReadOnlyList", "is an interface")]
    [InlineData(typeof(IList<Person>), "IList", "is an interface")]
    [InlineData(typeof(System.Diagnostics.Process), "", "cannot be created")]
    [InlineData(typeof(int[,]), "it", "has several dimensions. Use [int[]] instead.")]
    [InlineData(typeof(Holder<string[][,]>), "contains [string[,]]", "has several dimensions. Use [string[]] instead.")]
    [InlineData(typeof(Holder<ArraySegment<int>>), "ArraySegment", "has no public constructor that takes a list. Use [int[]] instead.")]
    [InlineData(typeof(Holder<System.Collections.Immutable.ImmutableList<int>>), "ImmutableList", "has no public constructor that takes a list. Use [int[]] instead.")]
    [InlineData(typeof(Holder<OwnList<int>>), "OwnList", "has no public constructor that takes a list. Use [int[]] instead.")]
    [InlineData(typeof(Holder<System.Dynamic.ExpandoObject>), "ExpandoObject", "is not a table that an answer can fill. Use [hashtable] instead.")]
    [InlineData(typeof(Holder<System.Collections.Immutable.IImmutableDictionary<string, int>>), "IImmutableDictionary", "is not a table that an answer can fill. Use [hashtable] instead.")]
    public void A_type_that_PowerShell_cannot_create_is_rejected(Type type, string name, string why)
    {
        var error = Should.Throw<QwenException>(() => TypeSchema.Of(type));

        error.ErrorId.ShouldBe("InvalidParameter");
        error.Message.ShouldContain(name);
        error.Message.ShouldContain(why);
    }

    [Fact]
    public void A_type_whose_properties_PowerShell_cannot_tell_apart_is_rejected() =>
        Should.Throw<QwenException>(() => TypeSchema.Of(typeof(Holder<Twins>))).Message.ShouldContain("Twins] has the properties Value and VALUE, which are the same to PowerShell.");

    [Fact]
    public void A_property_that_a_derived_class_declares_anew_is_its_own() =>
        TypeSchema.Of(typeof(Redeclaring)).GetRawText().ShouldBe("""{"type":"object","properties":{"Value":{"type":"string"}},"required":["Value"],"additionalProperties":false}""");

    private struct Point
    {
        public int X { get; set; }
    }

    private sealed class OwnList<T> : List<T>;

    private enum Mood
    {
        Happy,
        Sad,
    }

    [Flags]
    private enum Rights
    {
        Read = 1,
        Write = 2,
    }

    private sealed class Person
    {
        public static int Count { get; set; }

        public string Name { get; set; } = "";

        public long Age { get; set; }

        public float Height { get; set; }

        public bool IsAlive { get; set; }

        public string Shown => Name;

        public int Rank { get; private set; }

        internal string Hidden { get; set; } = "";

        public string this[int index]
        {
            get => Name;
            set => Name = value;
        }
    }

    private sealed class Holder<T>
    {
        public T? Value { get; set; }
    }

    private sealed class Twins
    {
        public int Value { get; set; }

        public int VALUE { get; set; }
    }

    private class Declaring
    {
        public int Value { get; set; }
    }

    private sealed class Redeclaring : Declaring
    {
        public new string? Value { get; set; }
    }

    private sealed class Endless
    {
        public Endless? Next { get; set; }
    }

    private sealed class EndlessList
    {
        public List<EndlessList>? Items { get; set; }
    }

    private sealed class EndlessTable
    {
        public Dictionary<string, EndlessTable>? Items { get; set; }
    }

    private sealed class Growing<T>
    {
        public Growing<Growing<T>>? Next { get; set; }
    }

    private sealed class ReadOnly
    {
        public string Text { get; } = "";
    }

    private sealed class FromText(string text)
    {
        public string Text { get; set; } = text;
    }

    private sealed class FromObject(object value)
    {
        public string? Text { get; set; } = value.ToString();
    }
}
