using QwenCode.Testing;

namespace QwenCode.ModuleTests.Errors;

public sealed class ShownMembersTests
{
    [PwshFact]
    public async Task No_text_shows_a_secret_or_what_was_read()
    {
        using var pwsh = new PwshRun();
        var home = (await pwsh.JsonAsync("ConvertTo-Json $PSHOME", import: false)).GetString();
        foreach (var file in new[] { Path.Join(ModulePackage.Folder, "lib", "QwenCode.dll"), Path.Join(ModulePackage.Folder, "lib", "QwenCode.Core.dll"), Path.Join(home, "System.Management.Automation.dll") })
            File.Copy(file, Path.Join(pwsh.Root, Path.GetFileName(file)));
        // In a load context of its own: another test loads the module from its own folder.
        var module = new FolderLoadContext(pwsh.Root).Load("QwenCode.dll");

        ShownMembers.Secrets(module).ShouldBeEmpty();
        ShownMembers.Texts(module).ShouldBe(["QwenTool.Definition", "CommandHelp.Synopsis", "ToolArgument.Schema", "ToolOptions.Name", "ToolOptions.Description", "ToolOptions.ParameterSetName", "Subject.Prompt"]);
    }
}
