using QwenCode.Batches;
using QwenCode.Errors;

namespace QwenCode.Core.Tests.Batches;

/// <summary>The folder of a batch, and who may change it.</summary>
public sealed class BatchFolderTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    private BatchFolder Folder => new(_files.At("name"));

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Each_file_of_a_job_has_a_path_of_its_own() =>
        new[] { Folder.Requests(2), Folder.Inputs(2), Folder.Output(2), Folder.Errors(2), Folder.LedgerPath }
            .ShouldBe([_files.At("name/2.requests.jsonl"), _files.At("name/2.inputs.jsonl"), _files.At("name/2.output.jsonl"), _files.At("name/2.errors.jsonl"), _files.At("name/batch.json")]);

    [Fact]
    public void A_ledger_is_read_under_the_name_of_its_folder()
    {
        _files.Folder("name");
        Folder.Exists.ShouldBeFalse();

        Folder.Write(Ledgers.Full with { Name = "before it was renamed" });

        Folder.Exists.ShouldBeTrue();
        var read = Folder.Read();
        (read.Name, read.Id, read.Count).ShouldBe(("name", Ledgers.Full.Id, 100_000));
    }

    [Fact]
    public void A_ledger_that_is_missing_or_damaged_is_an_error()
    {
        Should.Throw<QwenException>(() => Folder.Read()).Id.ShouldBe(ErrorId.BatchNotFound);
        _files.Write("name/batch.json", "{}");
        Should.Throw<QwenException>(() => Folder.Read()).Id.ShouldBe(ErrorId.BatchFileInvalid);
        File.Delete(Folder.LedgerPath);
        Directory.CreateDirectory(Folder.LedgerPath);
        Should.Throw<QwenException>(() => Folder.Read()).Id.ShouldBe(ErrorId.BatchFileInvalid);
    }

    [Fact]
    public void A_ledger_that_cannot_be_written_is_an_error()
    {
        _files.Folder("name/batch.json");

        var failure = Should.Throw<QwenException>(() => Folder.Write(Ledgers.Bare));

        failure.Id.ShouldBe(ErrorId.BatchFileUnwritable);
        failure.Message.ShouldContain(Folder.LedgerPath);
    }

    [Fact]
    public void A_folder_whose_leftovers_cannot_be_listed_is_an_error() =>
        Should.Throw<QwenException>(() => Folder.RemoveLeftovers()).Id.ShouldBe(ErrorId.BatchFileUnwritable);

    [Fact]
    public void One_command_at_a_time_changes_it_and_another_may_receive()
    {
        using (Folder.Lock())
        {
            Should.Throw<QwenException>(() => Folder.Lock()).Id.ShouldBe(ErrorId.BatchInUse);
            using var receipt = Folder.TakeReceipt().ShouldNotBeNull();
            Folder.TakeReceipt().ShouldBeNull();
        }

        Folder.Lock().Dispose();
        Folder.TakeReceipt().ShouldNotBeNull().Dispose();
    }

    [Fact]
    public void What_cannot_be_locked_is_an_error()
    {
        Should.Throw<QwenException>(() => Folder.TakeReceipt()).Id.ShouldBe(ErrorId.BatchFileUnwritable);
        _files.Write("name", "a file");
        Should.Throw<QwenException>(() => Folder.Lock()).Id.ShouldBe(ErrorId.BatchFileUnwritable);
    }

    [Fact]
    public void Only_what_a_killed_start_left_is_removed()
    {
        string[] kept = ["name/1.requests.jsonl", "name/batch.json", "name/notes.txt"];
        foreach (var file in kept.Append("name/2.requests.jsonl.tmp.0123"))
            _files.Write(file, "x");

        Folder.RemoveLeftovers();

        Directory.GetFiles(Folder.Path).Order(StringComparer.Ordinal).ShouldBe(kept.Select(_files.At));
    }

    [Fact]
    public void A_removed_batch_leaves_nothing_even_without_a_ledger()
    {
        Folder.Lock().Dispose();
        Folder.Write(Ledgers.Bare);
        _files.Write("name/sub/file", "x");

        BatchRemoval.DeleteFolder(Folder);
        Directory.Exists(Folder.Path).ShouldBeFalse();

        Should.NotThrow(() => BatchRemoval.DeleteFolder(Folder));
    }
}
