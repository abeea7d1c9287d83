using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

public sealed class ValueSourceTests
{
    private static readonly ValueSource Process = new(ValueSourceKind.Process, "KEY");
    private static readonly Author Project = new("/p");

    [Fact]
    public void The_text_of_a_source_includes_the_variables_that_it_refers_to()
    {
        var file = new ValueSource(ValueSourceKind.EnvFile, "A", "/p/.env", 3);

        file.ToString().ShouldBe("A in /p/.env, line 3");
        (file with { References = [Process] }).ToString().ShouldBe("A in /p/.env, line 3, by process variable KEY");
        (file with { References = [Process, file] }).ToString().ShouldBe("A in /p/.env, line 3, by process variable KEY and A in /p/.env, line 3");
        new ValueSource(ValueSourceKind.Settings, "a.b", "/s.json") { References = [Process] }.ToString().ShouldBe("a.b in /s.json, by process variable KEY");
        new ValueSource(ValueSourceKind.Process, "A", "/p/.env", 3).ToString().ShouldBe("process variable A, imported from /p/.env, line 3");
    }

    [Fact]
    public void A_value_has_the_authors_of_the_variables_that_it_refers_to_through_any_number_of_steps()
    {
        var inner = new ValueSource(ValueSourceKind.EnvFile, "A", "/p/.env", 1) { Origin = new(Project), References = [Process] };
        var outer = new ValueSource(ValueSourceKind.Settings, "a.b", "/p/.qwen/settings.json") { Origin = new(Project), References = [inner] };

        outer.Authors.ShouldBe([Project, Project, Author.User]);
        outer.Borrowed.ShouldBe([inner, Process]);
        outer.IsTrusted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(nameof(ValueSourceKind.Parameter), true)]
    [InlineData(nameof(ValueSourceKind.Session), true)]
    [InlineData(nameof(ValueSourceKind.Process), true)]
    [InlineData(nameof(ValueSourceKind.CredentialCache), true)]
    [InlineData(nameof(ValueSourceKind.Inferred), false)]
    [InlineData(nameof(ValueSourceKind.Default), false)]
    public void A_value_from_no_file_is_the_users_or_the_modules_own(string kind, bool isUsers)
    {
        var source = new ValueSource(Enum.Parse<ValueSourceKind>(kind), "A");

        source.Author.ShouldBe(isUsers ? Author.User : Author.Module);
        source.IsTrusted.ShouldBeTrue();
    }
}
