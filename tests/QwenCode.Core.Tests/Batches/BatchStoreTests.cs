using QwenCode.Batches;
using QwenCode.Errors;

namespace QwenCode.Core.Tests.Batches;

/// <summary>The batches of a folder.</summary>
public sealed class BatchStoreTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    private BatchStore Store => new(_files.At("batches"));

    public void Dispose() => _files.Dispose();

    [Fact]
    public void The_newest_is_first_and_of_the_same_moment_the_names_are_in_order()
    {
        Save("b", day: 1);
        Save("old", day: 0);
        Save("a", day: 1);
        Save("new", day: 2);

        Store.Ledgers(_ => true).Readable.Select(ledger => ledger.Name).ShouldBe(["new", "a", "b", "old"]);
        Store.Ledgers(name => name.StartsWith('n') || name == "b").Readable.Select(ledger => ledger.Name).ShouldBe(["new", "b"]);
    }

    [Fact]
    public void A_damaged_ledger_is_reported_under_its_name_and_hides_no_other()
    {
        Save("whole", day: 0);
        _files.Write("batches/damaged/batch.json", "{");

        var list = Store.Ledgers(_ => true);

        list.Readable.ShouldHaveSingleItem().Name.ShouldBe("whole");
        var (name, failure) = list.Failures.ShouldHaveSingleItem();
        (name, failure.Id).ShouldBe(("damaged", ErrorId.BatchFileInvalid));
    }

    [Fact]
    public void A_ledger_that_the_system_does_not_let_be_read_is_not_called_damaged()
    {
        Save("locked", day: 0);
        _files.MakeUnreadable("batches/locked/batch.json");

        var failure = Store.Ledgers(_ => true).Failures.ShouldHaveSingleItem().Failure;

        failure.Id.ShouldBe(ErrorId.BatchFileInvalid);
        failure.RecommendedAction.ShouldStartWith("Check its permissions");
    }

    [Fact]
    public void What_is_not_a_batch_is_not_listed()
    {
        _files.Folder("batches/without a ledger");
        _files.Write("batches/file", "x");
        Save("-not a name", day: 0);
        Save("name", day: 0);

        Store.List().ShouldHaveSingleItem().Name.ShouldBe("name");
        new BatchStore(_files.At("none")).List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("NUL")]
    public void What_cannot_be_a_name_is_an_error(string name) => Should.Throw<QwenException>(() => Store.Of(name)).Id.ShouldBe(ErrorId.InvalidParameter);

    [Fact]
    public void A_name_leads_to_its_folder() => Store.Of("name").Path.ShouldBe(_files.At("batches/name"));

    [Fact]
    public void A_name_of_its_own_is_made_of_the_time_and_the_id() =>
        BatchStore.NameOf(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(8)), "0123456789ab").ShouldBe("2026-03-04-050607-0123");

    [Fact]
    public void A_folder_in_place_of_a_ledger_is_no_batch()
    {
        _files.Folder("batches/name/batch.json");

        Store.List().ShouldBeEmpty();
    }

    [Fact]
    public void A_batch_is_found_by_its_name_in_any_case_unless_several_differ_in_nothing_else()
    {
        Save("Name", day: 0);

        Store.Find("name").Name.ShouldBe("Name");
        Store.Find("other").Exists.ShouldBeFalse();
        if (Directory.Exists(_files.At("batches/NAME")))
            return;
        Save("NAME", day: 0);
        Should.Throw<QwenException>(() => Store.Find("name")).Message.ShouldContain("NAME, Name");
        Store.Find("NAME").Name.ShouldBe("NAME");
    }

    [Fact]
    public void A_name_is_locked_in_every_case_until_the_lock_is_released()
    {
        using (Store.LockName("name"))
            Should.Throw<QwenException>(() => Store.LockName("NAME")).Id.ShouldBe(ErrorId.BatchInUse);

        Store.LockName("Name").Dispose();
    }

    [Fact]
    public void A_name_that_cannot_be_locked_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists.");
        if (OperatingSystem.IsWindows())
            return;
        using var folder = UnwritableFolder.Make();

        var store = new BatchStore(Path.Join(folder.Path, "batches"));

        var failure = Should.Throw<QwenException>(() => store.LockName("name"));

        failure.Id.ShouldBe(ErrorId.BatchFileUnwritable);
        failure.Message.ShouldContain(folder.Path);
    }

    private void Save(string name, int day)
    {
        _files.Folder($"batches/{name}");
        new BatchFolder(_files.At($"batches/{name}")).Write(Ledgers.Bare with { CreatedAt = Ledgers.Bare.CreatedAt.AddDays(day) });
    }
}
