using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

/// <summary>The reasons that messages give, from failures of the system itself.</summary>
public sealed class FileFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_full_disk_has_not_enough_space()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");

        Reason(() => File.WriteAllBytes("/dev/full", new byte[10])).ShouldBe("there is not enough space on the disk");
    }

    [Fact]
    public void A_folder_that_is_missing_is_named_without_the_path()
    {
        Reason(() => File.WriteAllText(_folder.At("missing/file"), "")).ShouldBe("its folder does not exist, or is a file");
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_named_without_the_path()
    {
        _folder.Write("file", "");

        Reason(() => Directory.CreateDirectory(_folder.At("file"))).ShouldBe("a file is in the place of its folder");
        Reason(() => Directory.CreateDirectory(_folder.At("file/folder"))).ShouldBe("its folder does not exist, or is a file");
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_denies_access()
    {
        Directory.CreateDirectory(_folder.At("folder"));

        Reason(() => File.WriteAllText(_folder.At("folder"), "")).ShouldBe("access is denied");
    }

    [Fact]
    public void A_reason_of_the_system_is_given_without_the_path()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The text is that of another system.");
        _folder.Write("file", "");

        var reason = Reason(() => File.WriteAllText(_folder.At("file/below"), ""));

        reason.ShouldNotContain(_folder.Root);
        reason.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_file_that_is_open_is_in_use()
    {
        using var open = new FileStream(_folder.Write("file", ""), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Reason(() => File.WriteAllText(_folder.At("file"), "")).ShouldBe("another program has it open");
    }

    [Fact]
    public void A_reason_of_the_module_stays_as_it_is()
    {
        FileFailure.ReasonOf(new IOException("its links form a loop")).ShouldBe("its links form a loop");
    }

    private static string Reason(Action write) => FileFailure.ReasonOf(Should.Throw<Exception>(write));
}
