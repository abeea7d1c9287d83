using System.Text;
using System.Text.Json;
using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>Tokens and times that no request can carry: in the file, in the response to a sign-in, and in that to a refresh.</summary>
public sealed class CredentialShapeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // The file has a point in time instead of a lifetime, and one before 1970 has merely passed.
    public static TheoryData<string, object?> UnusableMembersOfFiles { get; } = Members(-1);

    public static TheoryData<string, object?> UnusableMembers { get; } = Members();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(UnusableMembersOfFiles))]
    public void A_file_with_an_unusable_member_is_rejected_and_not_changed(string name, object? value)
    {
        name = name == "expires_in" ? "expiry_date" : name;
        var members = Usable(("expiry_date", 1764876220290));
        members[name] = value;
        var content = JsonSerializer.Serialize(members);
        var file = new CredentialFile(_folder.Write("oauth_creds.json", content), new OAuthTestTime());

        var error = Should.Throw<QwenException>(() => file.Read());

        error.ErrorId.ShouldBe("CredentialFileInvalid");
        error.Message.ShouldContain(name);
        error.ToString().ShouldNotContain("canary");
        File.ReadAllText(file.Path).ShouldBe(content);
    }

    [Theory]
    [MemberData(nameof(UnusableMembers))]
    public async Task A_sign_in_whose_response_has_an_unusable_member_is_not_stored(string name, object? value)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.TokenFaults.Enqueue(Answer(name, value));

        var error = await Should.ThrowAsync<QwenException>(() => stage.SignInAsync());

        error.ErrorId.ShouldBe("ProtocolViolation");
        error.ToString().ShouldNotContain("canary");
        File.Exists(stage.File.Path).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(UnusableMembers))]
    public async Task A_refresh_whose_response_has_an_unusable_member_keeps_the_credential(string name, object? value)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var before = await File.ReadAllBytesAsync(stage.File.Path, OAuthStage.Cancellation);
        stage.Script.TokenFaults.Enqueue(Answer(name, value));

        var error = await Should.ThrowAsync<QwenException>(() => stage.Source.GetAsync(OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("ProtocolViolation");
        error.ToString().ShouldNotContain("canary");
        (await File.ReadAllBytesAsync(stage.File.Path, OAuthStage.Cancellation)).ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"access_token":"a\ud800","token_type":"Bearer","refresh_token":"r","expiry_date":1}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","refresh_token":"r","expiry_date":1,"other":"\udc00"}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","refresh_token":"r","expiry_date":1,"\ud800":1}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","refresh_token":"r","expiry_date":1,"other":[{"x":"\ud800\ud800"}]}""")]
    public void Lone_surrogates_are_detected_before_the_refresh_token_is_used(string content) => Refused(Encoding.UTF8.GetBytes(content));

    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    public void Bytes_of_another_encoding_are_detected_before_the_refresh_token_is_used(string name)
    {
        var members = Usable(("expiry_date", 1));
        members[name] = "PLACE";
        var text = JsonSerializer.Serialize(members).Split("PLACE");
        Refused([.. Encoding.UTF8.GetBytes(text[0]), 0xC4, 0xE3, 0xFF, .. Encoding.UTF8.GetBytes(text[1])]);
    }

    [Fact]
    public void Deep_nesting_is_rejected() =>
        Refused(Encoding.UTF8.GetBytes($$"""{"access_token":"a","token_type":"Bearer","refresh_token":"r","expiry_date":1,"x":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""));

    [Fact]
    public void A_resource_url_of_another_type_is_replaced_and_not_duplicated()
    {
        var file = new CredentialFile(
            _folder.Write("f", """{"access_token":"a","token_type":"Bearer","refresh_token":"r","resource_url":7,"expiry_date":1}"""), new OAuthTestTime());

        file.Storage.Write(file.Read()! with { ResourceUrl = "portal.qwen.ai" });

        file.Read()!.ResourceUrl.ShouldBe("portal.qwen.ai");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(TokenRule.LongestToken)]
    public void A_token_of_a_usual_length_and_all_visible_characters_is_accepted(int length)
    {
        var token = string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + (i % 94))));
        var members = Usable(("expiry_date", 1));
        members["access_token"] = token;

        CredentialJson.Read(JsonSerializer.SerializeToUtf8Bytes(members)).AccessToken.Reveal().ShouldBe(token);
    }

    private static TheoryData<string, object?> Members(params object[] usable)
    {
        var data = new TheoryData<string, object?>();
        foreach (var name in new[] { "access_token", "refresh_token", "token_type" })
        {
            foreach (var text in new[] { "canary\r\nX-Evil: 1", "canary\n", "\tcanary", "can ary", "canary\u0000", "canary\u007f", "канарейка-canary", "canary\u202e", "canary\U0001F600" })
                data.Add(name, text);
            data.Add(name, new string('x', TokenRule.LongestToken + 1));
            data.Add(name, 7);
            data.Add(name, true);
            data.Add(name, new[] { "canary" });
            data.Add(name, new Dictionary<string, string> { ["value"] = "canary" });
        }

        data.Add("resource_url", $"https://portal.qwen.ai/{new string('x', TokenRule.LongestUrl)}");
        data.Add("resource_url", "https://portal.qwen.ai/\r\ncanary");
        data.Add("resource_url", "portal.qwen.ai\u0000");
        foreach (var value in new object[] { -1, "-1", "NaN", "soon", false, new[] { 3600 } }.Except(usable))
            data.Add("expires_in", value);
        return data;
    }

    private static Dictionary<string, object?> Usable((string Name, object Value) expiry) => new()
    {
        ["access_token"] = "at-0123456789",
        ["refresh_token"] = "rt-0123456789",
        ["token_type"] = "Bearer",
        ["resource_url"] = "portal.qwen.ai",
        [expiry.Name] = expiry.Value,
    };

    private static Fault Answer(string name, object? value)
    {
        var members = Usable(("expires_in", 3600));
        members[name] = value;
        return Fault.RawJson(JsonSerializer.Serialize(members));
    }

    private void Refused(byte[] content)
    {
        var file = new CredentialFile(_folder.Write("oauth_creds.json", content), new OAuthTestTime());

        Should.Throw<QwenException>(() => file.Read()).ErrorId.ShouldBe("CredentialFileInvalid");
        File.ReadAllBytes(file.Path).ShouldBe(content);
    }
}
