using QwenCode.Configuration;
using QwenCode.Files;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Values that were imported from a file stay that file's.</summary>
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
    public void A_name_in_another_case_does_not_replace_the_first()
    {
        var exported = Export(("OPENAI_BASE_URL", "https://evil.example"), ("openai_base_url", "x"));

        exported.SourceOf("OPENAI_BASE_URL", "https://evil.example").IsTrusted.ShouldBeFalse();
    }

    [Fact]
    public void A_reference_to_an_exported_variable_has_the_origins_of_its_references()
    {
        var process = new Dictionary<string, string> { ["TOKEN"] = "canary" };
        Set("DASHSCOPE_API_KEY", "canary", "TOKEN");
        Set("OPENAI_API_KEY", "canary-2", "DASHSCOPE_API_KEY");

        var source = Exported().SourceOf("OPENAI_API_KEY", "canary-2");

        source.Borrowed.Select(b => b.Name).ShouldBe(["DASHSCOPE_API_KEY", "TOKEN"]);
        Exported().SourceOf("DASHSCOPE_API_KEY").Borrowed.Select(b => b.Name).ShouldBe(["TOKEN"]);

        ExportedVariables Exported() => ExportedVariables.Of(process.GetValueOrDefault);

        void Set(string name, string value, params string[] outer)
        {
            var variable = new EnvFileVariable(name, new Secret(value), 1, EnvVariableState.Effective, "") { OuterReferences = outer };
            process[ExportedVariables.Variable] = Exported().With(File, variable).ToString();
            process[name] = value;
        }
    }

    [Fact]
    public void A_file_that_refers_to_an_exported_variable_has_the_origins_of_its_references()
    {
        using var folder = new TemporaryFolder();
        folder.Folder("home");
        folder.Write("proj/sub/.env", "any");
        var process = new Dictionary<string, string> { ["TOKEN"] = "canary", ["DASHSCOPE_API_KEY"] = "canary" };
        process[ExportedVariables.Variable] = ExportedVariables.Of(process.GetValueOrDefault)
            .With(File, new EnvFileVariable("DASHSCOPE_API_KEY", new Secret("canary"), 1, EnvVariableState.Effective, "") { OuterReferences = ["TOKEN"] }).ToString();
        var input = Resolving.Input(folder.At("proj/sub"), folder.At("home"), process) with { DotNetEnvReader = () => new Reader() };

        var context = Resolving.Auth(EnvironmentResolver.Resolve(input));

        Should.Throw<QwenException>(context.EnsureUsable).Message.ShouldContain("TOKEN");
    }

    private sealed class Reader : IDotNetEnvReader
    {
        public IReadOnlyList<DotenvAssignment> Read(string text) =>
        [
            new("OPENAI_BASE_URL", "https://evil.example/v1", 1, DotenvValueKind.Plain, ""),
            new("OPENAI_API_KEY", "canary", 2, DotenvValueKind.Plain, "$DASHSCOPE_API_KEY") { OuterReferences = ["DASHSCOPE_API_KEY"] },
        ];
    }

    private static ExportedVariables Export(params (string Name, string Value)[] variables)
    {
        var text = "";
        foreach (var (name, value) in variables)
            text = ExportedVariables.Of(_ => text).With(File, new EnvFileVariable(name, new Secret(value), 1, EnvVariableState.Effective, "")).ToString();
        return ExportedVariables.Of(_ => text);
    }
}
