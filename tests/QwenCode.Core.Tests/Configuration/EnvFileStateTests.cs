using System.Text;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>The search with unusual files.</summary>
public sealed class EnvFileStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EnvFileStateTests()
    {
        _folder.Folder("home");
        _folder.Folder("proj/a");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_with_a_byte_order_mark_is_read_with_a_warning(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        _folder.Write("proj/.env", [.. encoding.GetPreamble(), .. encoding.GetBytes("KEY=值😀\r\n")]);

        var environment = Resolve();

        environment.Find("KEY")!.Value.ShouldBe("值😀");
        environment.Warnings.ShouldHaveSingleItem().ShouldContain("UTF-16");
    }

    [Fact]
    public void A_directory_of_that_name_is_ignored_with_a_warning()
    {
        var directory = _folder.Folder("proj/.env");
        var file = _folder.Write("home/.env", "A=1");

        var environment = Resolve();

        environment.File!.Path.ShouldBe(file);
        environment.Warnings.ShouldHaveSingleItem().ShouldStartWith($"{directory} was ignored: it is a directory");
    }

    [Fact]
    public void A_broken_link_is_a_missing_file()
    {
        _folder.Link("proj/a/.env", _folder.At("nowhere"));
        var file = _folder.Write("proj/.env", "A=1");

        var environment = Resolve();

        environment.File!.Path.ShouldBe(file);
        environment.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_link_to_a_file_is_read()
    {
        var link = _folder.Link("proj/a/.env", _folder.Write("elsewhere", "A=linked"));

        var environment = Resolve();

        environment.File!.Path.ShouldBe(link);
        environment.Find("A")!.Value.ShouldBe("linked");
    }

    [Fact]
    public void An_unreadable_file_ends_the_search_and_is_reported()
    {
        var unreadable = _folder.Write("proj/.env", "A=near");
        _folder.MakeUnreadable("proj/.env");
        _folder.Write("home/.env", "A=home");

        var environment = Resolve();

        environment.File!.State.ShouldBe(EnvFileState.Unreadable);
        environment.Find("A").ShouldBeNull();
        environment.Warnings.ShouldHaveSingleItem().ShouldContain(unreadable);
    }

    [Fact]
    public void Every_location_is_listed_with_its_state()
    {
        _folder.Write("proj/.env", "A=1");
        _folder.Write("home/.qwen/.env", "A=2");
        _folder.Write("home/.env", "A=3");
        _folder.MakeUnreadable("home/.env");

        var places = Resolving.ReadAll(_folder.At("proj/a"), _folder.At("home"))
            .Where(p => p.Path.StartsWith(_folder.Root, StringComparison.Ordinal) && p.State != EnvFileState.Missing);

        places.Select(p => (Path.GetRelativePath(_folder.Root, p.Path).Replace('\\', '/'), p.State)).ShouldBe(
        [
            ("proj/.env", EnvFileState.Used),
            ("home/.qwen/.env", EnvFileState.Shadowed),
            ("home/.env", EnvFileState.Unreadable),
        ]);
    }

    [Theory]
    [InlineData("OPENAI_MODEL=m\n", "OPENAI_API_KEY=k\n", null, true)]
    [InlineData("OPENAI_MODEL=m\n", "OTHER=1\nOPENAI_API_KEY=k\n", null, true)]
    [InlineData("OPENAI_API_KEY=near\n", "OPENAI_API_KEY=k\n", null, false)]
    [InlineData("OPENAI_API_KEY=\n", "OPENAI_API_KEY=k\n", null, true)]
    [InlineData("OPENAI_MODEL=m\n", "OPENAI_API_KEY=\n", null, false)]
    [InlineData("OPENAI_MODEL=m\n", "OPENAI_MODEL=k\n", null, false)]
    [InlineData("OPENAI_MODEL=m\n", "OPENAI_API_KEY=k\n", "process", false)]
    public void A_file_that_hides_the_key_of_one_farther_away_has_a_warning(string near, string far, string? process, bool says)
    {
        var hiding = _folder.Write("proj/.env", near);
        var hidden = _folder.Write("home/.env", far);

        var input = Resolving.Input(_folder.At("proj/a"), _folder.At("home"), process is null ? null : new Dictionary<string, string> { ["OPENAI_API_KEY"] = process });
        var warnings = EnvironmentResolver.ReadAll(input).Where(place => place.Path.StartsWith(_folder.Root, StringComparison.Ordinal)).SelectMany(place => place.Warnings).Where(warning => warning.Contains("hides ")).ToList();

        warnings.ShouldBe(says ? [$"{hiding} hides {hidden}, which sets OPENAI_API_KEY; files are not merged."] : []);
    }

    [Fact]
    public void The_file_at_the_first_location_has_that_warning_too()
    {
        var hiding = _folder.Write("proj/a/.qwen/.env", "OPENAI_MODEL=m\n");
        _folder.Write("proj/.env", "OPENAI_API_KEY=k\n");

        Resolving.ReadAll(_folder.At("proj/a"), _folder.At("home"))[0].Warnings.ShouldHaveSingleItem().ShouldStartWith($"{hiding} hides ");
    }

    [Fact]
    public void All_files_after_the_first_are_shadowed()
    {
        foreach (var path in new[] { "proj/a/.env", "proj/.env", "home/.qwen/.env", "home/.env" })
            _folder.Write(path, "A=1");

        Resolving.ReadAll(_folder.At("proj/a"), _folder.At("home")).Where(p => p.State != EnvFileState.Missing).Select(p => p.State)
            .ShouldBe([EnvFileState.Used, EnvFileState.Shadowed, EnvFileState.Shadowed, EnvFileState.Shadowed]);
    }

    [Fact]
    public void The_warning_about_the_encoding_is_first()
    {
        _folder.Write("proj/.env", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("no assignment\nA=1\n")]);

        var warnings = Resolve().Warnings;

        warnings.Count.ShouldBe(2);
        warnings[0].ShouldContain("UTF-16");
    }

    [Fact]
    public void An_excluded_variable_has_its_reason()
    {
        _folder.Write("proj/.env", "DEBUG=1\nMINE=1\n");
        Resolve().File!.Assignments.Single(v => v.Name == "DEBUG").Reason.ShouldBe("DEBUG is excluded from project files");

        _folder.Write("home/.qwen/settings.json", """{ "advanced": { "excludedEnvVars": ["MINE"] } }""");
        Resolve().File!.Assignments.Single(v => v.Name == "MINE").Reason.ShouldBe("MINE is excluded from project files by advanced.excludedEnvVars");
    }

    [Fact]
    public void Each_assignment_has_its_line_and_state()
    {
        _folder.Write("proj/.env", "A=1\nDEBUG=1\nB=file\nA=2\n");

        var file = Resolve(new() { ["B"] = "process" }).File!;

        file.Assignments.Select(v => (v.Name, v.Line, v.State)).ShouldBe(
        [
            ("A", 1, EnvVariableState.Superseded),
            ("DEBUG", 2, EnvVariableState.Excluded),
            ("B", 3, EnvVariableState.OverriddenByProcess),
            ("A", 4, EnvVariableState.Effective),
        ]);
    }

    [Fact]
    public void The_public_view_masks_secrets_unless_plain_text_is_requested()
    {
        _folder.Write("proj/.env", "OPENAI_API_KEY=sk-1234567890abcdefghij\nOPENAI_MODEL=m\n");
        var file = Resolve().File!;

        file.ToSource(asPlainText: false).Variables.Select(v => v.Value).ShouldBe(["****ghij", "m"]);
        file.ToSource(asPlainText: true).Variables.Select(v => v.Value).ShouldBe(["sk-1234567890abcdefghij", "m"]);
    }

    private ResolvedEnvironment Resolve(Dictionary<string, string>? variables = null) =>
        Resolving.Environment(_folder.At("proj/a"), _folder.At("home"), variables);
}
