using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>A key in the user's own <c>.env</c>: who can read it, what stays, and where it is never written.</summary>
public sealed class KeyFileTests : IDisposable
{
    private const string Key = "sk-canary-0123456789-abcd";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public KeyFileTests()
    {
        _folder.Folder("home");
        _folder.Folder("proj");
    }

    private string Env => _folder.At("home/.qwen/.env");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_can_be_read_by_its_owner_only_and_the_variable_is_found()
    {
        var file = Of();

        file.Write().ShouldBeNull();

        file.Path.ShouldBe(Env);
        File.ReadAllText(Env).ShouldBe($"DASHSCOPE_API_KEY={Key}\n");
        Resolving.Environment(_folder.At("proj"), _folder.At("home")).Find("DASHSCOPE_API_KEY")!.Value.ShouldBe(Key);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Env).ShouldBe(OwnerOnly);
    }

    [Fact]
    public void A_file_that_others_can_read_becomes_private_and_its_mode_is_returned()
    {
        _folder.Write("home/.qwen/.env", [0xEF, 0xBB, 0xBF, .. "A=1\r\nDASHSCOPE_API_KEY=old\r\nB='ü'"u8]);
        const UnixFileMode Before = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Env, Before);

        var mode = Of().Write();

        File.ReadAllBytes(Env).ShouldBe([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes($"A=1\r\nDASHSCOPE_API_KEY={Key}\r\nB='ü'")]);
        Directory.GetFiles(_folder.At("home/.qwen")).ShouldBe([Env]);
        if (OperatingSystem.IsWindows())
            return;
        mode.ShouldBe(Before);
        File.GetUnixFileMode(Env).ShouldBe(OwnerOnly);
        Of().Write().ShouldBeNull();
    }

    [Fact]
    public void A_link_of_the_user_stays_and_its_target_is_written()
    {
        _folder.Write("home/dotfiles/env", "A=1\n");
        _folder.Link("home/.qwen/.env", _folder.At("home/dotfiles/env"));

        Of().Write();

        new FileInfo(Env).LinkTarget.ShouldNotBeNull();
        File.ReadAllText(_folder.At("home/dotfiles/env")).ShouldBe($"A=1\nDASHSCOPE_API_KEY={Key}\n");
    }

    [Fact]
    public void A_repository_gets_no_key_by_a_link_or_by_QWEN_HOME()
    {
        _folder.Folder("home/dotfiles/.git");
        _folder.Link("home/.qwen", _folder.Folder("home/dotfiles/qwen"));
        _folder.Folder("proj/.qwen");

        ShouldBeRefused(() => Of(), "repository");
        ShouldBeRefused(() => Of(qwenHome: _folder.At("proj/.qwen")), "project");
        Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_link_that_every_account_can_change_is_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode Everyone = (UnixFileMode)0x1FF;
        File.SetUnixFileMode(_folder.Folder("shared"), Everyone);
        _folder.Folder("elsewhere");
        _folder.Link("shared/qwen", _folder.At("elsewhere"));

        ShouldBeRefused(() => Of(qwenHome: _folder.At("shared/qwen")), "every account");
        ShouldBeRefused(() => Of(qwenHome: _folder.At("shared")), "every account");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 65, 0 }, "UTF-16")]
    [InlineData(new byte[] { 65, 61, 0xFF, 10 }, "UTF-8")]
    public void A_file_that_cannot_be_preserved_exactly_is_not_changed(byte[] content, string words)
    {
        _folder.Write("home/.qwen/.env", content);

        ShouldBeRefused(() => Of(), words);
        File.ReadAllBytes(Env).ShouldBe(content);
    }

    [Fact]
    public void A_directory_and_a_key_of_two_lines_are_refused()
    {
        ShouldBeRefused(() => Of("sk-a\nB=1"), "line break");
        _folder.Folder("home/.qwen/.env");
        ShouldBeRefused(() => Of(), "directory");
    }

    [Fact]
    public void What_overrides_or_hides_the_file_is_said()
    {
        var file = Of();
        file.Write();

        file.Warnings(Here()).ShouldBeEmpty();
        file.Warnings(Here(new() { ["DASHSCOPE_API_KEY"] = "other" })).Single().ShouldContain("process variable DASHSCOPE_API_KEY overrides");
        file.Warnings(Here(new() { ["DASHSCOPE_API_KEY"] = Key })).ShouldBeEmpty();
        var project = _folder.Write("proj/.env", "A=1\n");
        file.Warnings(Here()).Single().ShouldContain($"{project} hides it");
        _folder.Write("proj/.env", "DASHSCOPE_API_KEY=other\n");
        file.Warnings(Here()).Single().ShouldContain($"DASHSCOPE_API_KEY in {project}, line 1 overrides");
    }

    private ResolvedEnvironment Here(Dictionary<string, string>? variables = null) => Resolving.Environment(_folder.At("proj"), _folder.At("home"), variables);

    private KeyFile Of(string key = Key, string? qwenHome = null) =>
        KeyFile.Of(UserFolders.FromHome(_folder.At("home"), _ => qwenHome), "DASHSCOPE_API_KEY", new Secret(key), _folder.At("proj"));

    private static void ShouldBeRefused(Func<KeyFile> act, string words)
    {
        var exception = Should.Throw<QwenException>(act);
        exception.ErrorId.ShouldBe("CredentialFileUnwritable");
        exception.Message.ShouldContain(words);
        exception.Message.ShouldNotContain("canary");
    }
}
