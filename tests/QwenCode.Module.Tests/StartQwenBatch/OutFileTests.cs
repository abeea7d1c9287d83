namespace QwenCode.ModuleTests.StartQwenBatch;

/// <summary>An <c>-OutFile</c> that cannot be used.</summary>
public sealed class OutFileTests
{
    [PwshTheory]
    [InlineData("Env:X", "Environment")]
    [InlineData("nodrive:x", "nodrive")]
    public async Task A_path_that_is_no_file_is_one_error_before_any_item(string path, string reason)
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync($$"""
            $read = 0
            try { 'a', 'b' | ForEach-Object { $read++; $_ } | Start-QwenBatch -OutFile '{{path}}' -ErrorVariable failed -ErrorAction SilentlyContinue } catch { $failure = $_ }
            @{ Id = "$($failure.FullyQualifiedErrorId)"; Text = "$failure"; Read = $read; Records = @($failed | Where-Object { $_ -is [Management.Automation.ErrorRecord] -and "$_" -ne "$failure" }).Count } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("InvalidParameter,QwenCode.Commands.StartQwenBatchCommand");
        seen.Text("Text").ShouldStartWith($"-OutFile {path} cannot be used: ");
        seen.Text("Text").ShouldContain(reason);
        seen.Number("Read").ShouldBe(0);
        seen.Number("Records").ShouldBe(0);
    }
}
