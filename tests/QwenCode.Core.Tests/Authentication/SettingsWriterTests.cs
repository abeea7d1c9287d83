using System.Text;
using QwenCode.Authentication;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>The choice in the user's <c>settings.json</c>, as a file.</summary>
public sealed class SettingsWriterTests : IDisposable
{
    private const string Existing = "{\n  // kept\n  \"security\": { \"auth\": { \"selectedType\": \"openai\", \"apiKey\": \"sk-kept\" } },\n}\n";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.At("home/.qwen/settings.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_and_its_folder_can_be_read_by_their_owner_only()
    {
        Write().ShouldBe(File);

        System.IO.File.ReadAllText(File).ShouldContain("\"selectedType\": \"qwen-oauth\"");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(File).ShouldBe(OwnerOnly);
            System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!).ShouldBe(OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void The_rest_of_the_file_and_its_mode_stay_and_no_temporary_file_is_left()
    {
        const UnixFileMode Open = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        _folder.Write("home/.qwen/settings.json", Existing);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, Open);

        Write();

        System.IO.File.ReadAllText(File).ShouldBe(Existing.Replace("\"openai\"", "\"qwen-oauth\"", StringComparison.Ordinal));
        Directory.GetFiles(_folder.At("home/.qwen")).ShouldBe([File]);
        if (!OperatingSystem.IsWindows())
            System.IO.File.GetUnixFileMode(File).ShouldBe(Open);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void The_encoding_and_its_byte_order_mark_stay(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        _folder.Write("home/.qwen/settings.json", [.. encoding.GetPreamble(), .. encoding.GetBytes("{\"ü\": \"😀\"}")]);

        Write();

        var written = System.IO.File.ReadAllBytes(File);
        written.ShouldBe([.. encoding.GetPreamble(), .. encoding.GetBytes(encoding.GetString(written)[1..])]);
        encoding.GetString(written).ShouldContain("\"ü\": \"😀\"");
    }

    [Fact]
    public void A_link_stays_and_its_target_is_written_even_if_there_is_none_yet()
    {
        _folder.Folder("dotfiles");
        _folder.Link("home/.qwen/settings.json", _folder.At("dotfiles/qwen.json"));

        Write();
        Write(AuthMethod.ApiKey);

        new FileInfo(File).LinkTarget.ShouldNotBeNull();
        System.IO.File.ReadAllText(_folder.At("dotfiles/qwen.json")).ShouldContain("openai");
    }

    [Fact]
    public void A_file_that_has_the_method_already_is_not_written()
    {
        _folder.Write("home/.qwen/settings.json", Existing);
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UnixEpoch);

        Write(AuthMethod.ApiKey);

        System.IO.File.GetLastWriteTimeUtc(File).ShouldBe(DateTime.UnixEpoch);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, "UTF-8")]
    [InlineData(new byte[] { (byte)'{', (byte)'\n', (byte)'x' }, "line 2, column 1")]
    public void A_file_that_cannot_be_preserved_exactly_is_not_changed(byte[] content, string words)
    {
        _folder.Write("home/.qwen/settings.json", content);

        var exception = Should.Throw<QwenException>(() => Write());

        exception.Message.ShouldContain(words);
        System.IO.File.ReadAllBytes(File).ShouldBe(content);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_from_one_that_is_not_valid()
    {
        _folder.Write("home/.qwen", "not a folder");
        Failure().ShouldBe("SettingsFileUnwritable");

        System.IO.File.Delete(_folder.At("home/.qwen"));
        _folder.Folder("home/.qwen/settings.json");
        Failure().ShouldBe("SettingsFileInvalid");

        string Failure() => Should.Throw<QwenException>(() => Write()).ErrorId;
    }

    [Fact]
    public void A_file_of_another_account_is_not_replaced_by_one_of_the_users()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || System.Environment.UserName != "root", "Only root can give a file away.");
        _folder.Write("home/.qwen/settings.json", Existing);
        using (var process = System.Diagnostics.Process.Start("chown", ["12345", File]))
            process.WaitForExit();

        var failure = Should.Throw<QwenException>(() => Write());

        failure.ErrorId.ShouldBe("SettingsFileUnwritable");
        failure.Message.ShouldContain("another account");
        System.IO.File.ReadAllText(File).ShouldBe(Existing);
    }

    private string Write(AuthMethod method = AuthMethod.OAuth) =>
        SettingsWriter.Write(UserFolders.FromHome(_folder.At("home"), _ => null), new SavedChoice(MethodSelection.SettingOf(method)));
}
