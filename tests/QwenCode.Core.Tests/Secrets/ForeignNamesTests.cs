using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Names in Chinese and Japanese, and full-width punctuation after any name.</summary>
public sealed class ForeignNamesTests
{
    [Theory]
    [InlineData("密码：hunter2", "密码：****")]
    [InlineData("密碼：hunter2", "密碼：****")]
    [InlineData("パスワード：hunter2", "パスワード：****")]
    [InlineData("用户名：ann，密码：hunter2。端口：5", "用户名：ann，密码：****。端口：5")]
    [InlineData("登录失败，用户ann的密码:hunter22，请重试", "登录失败，用户ann的密码:****，请重试")]
    [InlineData("数据库密码: hunter22", "数据库密码: ****")]
    [InlineData("密码:hunter22请重试", "密码:****请重试")]
    [InlineData("密码=hunter", "密码=****")]
    [InlineData("""{"密码":"hunter","n":1}""", """{"密码":"****","n":1}""")]
    [InlineData("API密钥：abcd1234", "API密钥：****")]
    [InlineData("password：hunter2", "password：****")]
    [InlineData("password：“hunter2”", "password：“****”")]
    [InlineData("api_key：abc123def，port：5", "api_key：****，port：5")]
    [InlineData("令牌：sk-proj-0123456789abcdef，谢谢", "令牌：****，谢谢")]
    [InlineData("地址：https://h.example/x，用户：ann，密码：hunter2", "地址：https://h.example/x，用户：ann，密码：****")]
    [InlineData("地址：postgres://ann:p，w：x@h.example/x，端口：5", "地址：postgres://****@h.example/x，端口：5")]
    [InlineData("Bearer：abc12345def", "Bearer：****")]
    public void A_value_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("密码：请输入8位以上")]
    [InlineData("密码：至少8个字符，包括Abc123")]
    [InlineData("パスワード：8文字以上")]
    [InlineData("密码：2024年修改，密钥：`-Model` 切换")]
    [InlineData("请输入密码：")]
    [InlineData("密码长度：8，密码不能为空")]
    [InlineData("密码：https://h.example/reset2")]
    [InlineData("秘密：abc1234")]
    [InlineData("key：value1")]
    public void Prose_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_names_take_no_quadratic_time()
    {
        string[] units = ["密码", "密码：", "密码:", "パスワード：“", "password：", "：", "a://b，", "://：", "a://，@", "密码：a，", "a密码:a1"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
