using System.Collections;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class TypeNameTests
{
    [Theory]
    [InlineData(typeof(int), "int")]
    [InlineData(typeof(int[,]), "int[,]")]
    [InlineData(typeof(int?), "System.Nullable[int]")]
    [InlineData(typeof(object[]), "System.Object[]")]
    [InlineData(typeof(Hashtable), "hashtable")]
    [InlineData(typeof(List<int>), "System.Collections.Generic.List[int]")]
    [InlineData(typeof(List<int>[]), "System.Collections.Generic.List[int][]")]
    [InlineData(typeof(List<>), "System.Collections.Generic.List[T]")]
    [InlineData(typeof(Dictionary<string, List<Version>>), "System.Collections.Generic.Dictionary[string,System.Collections.Generic.List[version]]")]
    [InlineData(typeof(Dictionary<string, int>.KeyCollection), "System.Collections.Generic.Dictionary+KeyCollection[string,int]")]
    [InlineData(typeof(Environment.SpecialFolder), "System.Environment+SpecialFolder")]
    public void A_type_has_the_name_that_PowerShell_shows(Type type, string expected) => TypeName.Of(type).ShouldBe(expected);
}
