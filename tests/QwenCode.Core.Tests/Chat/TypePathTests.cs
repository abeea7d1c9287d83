using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

#pragma warning disable CA1812 // These types are only looked at.

/// <summary>How errors name the type and the property that no answer can fill.</summary>
public sealed class TypePathTests
{
    private const string NoConstructor = "has no public constructor without parameters.";

    [Theory]
    [InlineData(typeof(FromText), "it " + NoConstructor)]
    [InlineData(typeof(FromText[]), "it contains [QwenCode.Core.Tests.Chat.TypePathTests+FromText], which " + NoConstructor)]
    [InlineData(typeof(ReadOnly[]), "it contains [QwenCode.Core.Tests.Chat.TypePathTests+ReadOnly], which has no properties that can be set.")]
    [InlineData(typeof(Holder<FromText>), "its property Value of the type [QwenCode.Core.Tests.Chat.TypePathTests+FromText] " + NoConstructor)]
    [InlineData(typeof(Holder<FromText>[]), "its property Value of the type [QwenCode.Core.Tests.Chat.TypePathTests+FromText] " + NoConstructor)]
    [InlineData(typeof(Holder<List<FromText>>), "its property Value of the type [System.Collections.Generic.List[QwenCode.Core.Tests.Chat.TypePathTests+FromText]] contains [QwenCode.Core.Tests.Chat.TypePathTests+FromText], which " + NoConstructor)]
    [InlineData(typeof(Holder<Named>), "its property Value of the type [QwenCode.Core.Tests.Chat.TypePathTests+Named] contains [QwenCode.Core.Tests.Chat.TypePathTests+FromText] as Value.Inner, which " + NoConstructor)]
    [InlineData(typeof(Holder<ReadOnly>), "its property Value of the type [QwenCode.Core.Tests.Chat.TypePathTests+ReadOnly] has no properties that can be set.")]
    [InlineData(typeof(Holder<System.Security.SecureString>), "its property Value of the type [securestring] has no properties that can be set.")]
    [InlineData(typeof(Holder<System.Text.Json.JsonElement>), "its property Value of the type [System.Text.Json.JsonElement] has no properties that can be set.")]
    public void The_type_of_the_schema_and_its_property_are_named(Type type, string expected)
    {
        var message = Should.Throw<QwenException>(() => TypeSchema.Of(type)).Message;

        message.ShouldStartWith($"-Schema [{TypeName.Of(type)}] cannot be created from an answer: {expected}");
    }

    [Theory]
    [InlineData(typeof(Holder<>))]
    [InlineData(typeof(List<>))]
    [InlineData(typeof(Dictionary<,>))]
    public void A_generic_type_needs_type_arguments(Type type) =>
        Should.Throw<QwenException>(() => TypeSchema.Of(type)).Message.ShouldStartWith($"-Schema [{TypeName.Of(type)}] has no type arguments.");

    private sealed class Holder<T>
    {
        public int Before { get; set; }

        public T? Value { get; set; }
    }

    private sealed class Named
    {
        public Holder<int>? Other { get; set; }

        public FromText? Inner { get; set; }
    }

    private sealed class ReadOnly
    {
        public string Text { get; } = "";

        public string? Own { get; private set; }
    }

    private sealed class FromText(string text)
    {
        public string Text { get; set; } = text;
    }
}
