using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class ElementValueTests
{
    [Theory]
    [InlineData("<password>hunter</password>", "<password>****</password>")]
    [InlineData("<user>ann</user><Password>correct horse</Password>", "<user>ann</user><Password>****</Password>")]
    [InlineData("<password>\n  hunter2\n</password>", "<password>\n  ****\n</password>")]
    [InlineData("<password><![CDATA[hunter2]]></password>", "<password><![CDATA[****]]></password>")]
    [InlineData("<password><![CDATA[hunter2", "<password><![CDATA[****")]
    [InlineData("""<wsse:Password Type="text">hunter</wsse:Password>""", """<wsse:Password Type="text">****</wsse:Password>""")]
    [InlineData("<apiKey encrypted='no'>abc</apiKey>", "<apiKey encrypted='no'>****</apiKey>")]
    [InlineData("""<user name="ann" password="hunter"/>""", """<user name="ann" password="****"/>""")]
    [InlineData("&lt;password&gt;hunter2&lt;/password&gt;", "&lt;password&gt;****&lt;/password&gt;")]
    [InlineData("<password>hunter</password><url>https://h/</url>", "<password>****</password><url>https://h/</url>")]
    [InlineData("<Password><Value>hunter2</Value></Password>", "<Password><Value>****</Value></Password>")]
    public void The_text_of_an_element_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("<password></password><token/>")]
    [InlineData("<password>${DB_PASSWORD}</password>")]
    [InlineData("<secret>https://h/</secret>")]
    [InlineData("private List<Token> _tokens; // </summary>")]
    [InlineData("Parse<ApiKey>(text1)</p>")]
    [InlineData("<summary>The <c>password</c> of the user</summary>")]
    [InlineData("<label for=\"password\">Password</label>")]
    [InlineData("<tokens>12</tokens><token>Hello</token>")]
    [InlineData("<password>The password field is required.</password>")]
    [InlineData("if (token<password && key>hunter2)")]
    [InlineData("<Password><Value></Value></Password><Password><Value>${P2}</Value></Password>")]
    public void Other_elements_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_elements_take_no_quadratic_time()
    {
        string[] units = ["<password>", "<password ", "<password>a</password ", "<a:password>x</", "<password><![CDATA[", "<password a='", "<password><Value>", "</password>"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
