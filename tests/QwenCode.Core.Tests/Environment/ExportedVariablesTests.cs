using QwenCode.Environment;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Environment;

/// <summary>Values that were exported from a file stay that file's.</summary>
public sealed class ExportedVariablesTests
{
    private static readonly EnvFile File = new("/proj/.env", EnvScope.Project, EnvFileState.Used, [], [])
    {
        Origin = new FileOrigin(Author.Of("/proj", new FileFacts(FileKind.Regular, 1, "1000"))),
    };

    [Fact]
    public void A_name_in_another_case_is_the_same_variable_on_Windows_and_keeps_its_author()
    {
        var exported = Export(("Openai_Base_Url", "https://evil.example"));

        exported.SourceOf("OPENAI_BASE_URL", "https://evil.example").IsTrusted.ShouldBeFalse();
        exported.SourceOf("OPENAI_BASE_URL", "https://mine.example").IsTrusted.ShouldBeTrue();
    }

    [Fact]
    public void A_name_in_another_case_does_not_take_the_place_of_the_first()
    {
        var exported = Export(("OPENAI_BASE_URL", "https://evil.example"), ("openai_base_url", "x"));

        exported.SourceOf("OPENAI_BASE_URL", "https://evil.example").IsTrusted.ShouldBeFalse();
    }

    private static ExportedVariables Export(params (string Name, string Value)[] variables)
    {
        var text = "";
        foreach (var (name, value) in variables)
            text = ExportedVariables.Of(_ => text).With(File, new EnvFileVariable(name, value, 1, EnvVariableState.Effective, "")).ToString();
        return ExportedVariables.Of(_ => text);
    }
}
