using QwenCode.Configuration;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Which variables of a file may be set in the process environment.</summary>
public sealed class EnvExportTests
{
    private const string LoadsCode = "it makes programs load code";
    private const string DecidesTrust = "it determines what is trusted";

    private static readonly FileOrigin Users = new(Author.User);
    private static readonly FileOrigin Projects = new(Author.Of("/proj", new FileFacts(FileKind.Regular, 1, "1000")));

    [Theory]
    [InlineData("LD_PRELOAD")]
    [InlineData("ld_library_path")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    public void What_loads_code_is_imported_from_no_file(string name)
    {
        ReasonNotToImport(name, Users).ShouldNotBeNull().ShouldStartWith(LoadsCode);
        ReasonNotToImport(name, Projects).ShouldNotBeNull().ShouldStartWith(LoadsCode);
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("Git_Ssh_Command")]
    [InlineData("AZURE_OPENAI_API_BASE")]
    [InlineData("https_proxy")]
    public void What_decides_trust_is_imported_from_the_users_own_files_only(string name)
    {
        ReasonNotToImport(name, Users).ShouldBeNull();
        ReasonNotToImport(name, Projects).ShouldNotBeNull().ShouldStartWith(DecidesTrust);
    }

    [Theory]
    [InlineData("LD")]
    [InlineData("NODE_OPTIONS_X")]
    [InlineData("PATHS")]
    [InlineData("API_BASE_NAME")]
    [InlineData("PROXY_COUNT")]
    public void A_name_that_only_resembles_one_of_those_is_imported(string name) => ReasonNotToImport(name, Projects).ShouldBeNull();

    [Fact]
    public void A_value_that_a_process_variable_cannot_hold_is_not_imported()
    {
        EnvExport.ReasonNotToImport("TEXT", "a\0b", Users).ShouldNotBeNull().ShouldContain("NUL character");
        EnvExport.ReasonNotToImport("TEXT", new string('x', ExportedVariables.MostCharacters + 1), Users).ShouldNotBeNull().ShouldContain("too long");
        EnvExport.ReasonNotToImport("TEXT", new string('é', (ExportedVariables.MostCharacters / 2) + 1), Users).ShouldNotBeNull().ShouldContain("too long");
        EnvExport.ReasonNotToImport("TEXT", new string('x', ExportedVariables.MostCharacters), Users).ShouldBeNull();
    }

    private static string? ReasonNotToImport(string name, FileOrigin origin) => EnvExport.ReasonNotToImport(name, "x", origin);
}
