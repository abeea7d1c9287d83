namespace QwenCode.ModuleTests.Console;

/// <summary>The guard against Ctrl+C, in a real PowerShell.</summary>
public sealed class InterruptGuardTests
{
    [PwshFact]
    public async Task One_inside_another_leaves_no_handler_behind()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var seen = await pwsh.JsonAsync("""
            $type = (Get-Command Enter-QwenChat).ImplementingType.Assembly.GetType('QwenCode.Console.InterruptGuard')
            $callbacks = [Console].GetField('s_cancelCallbacks', 'Static,NonPublic')
            function Get-HandlerCount { @($callbacks.GetValue($null).ForEach{ $_.GetInvocationList() }).Count }
            $before = Get-HandlerCount
            $outer = [Activator]::CreateInstance($type, [object[]] [Action] {})
            $inner = [Activator]::CreateInstance($type, [object[]] [Action] {})
            $most = Get-HandlerCount
            $inner.Dispose()
            $outer.Dispose()
            @{ Before = $before; Most = $most; After = Get-HandlerCount } | ConvertTo-Json -Compress
            """);

        seen.Number("Most").ShouldBe(seen.Number("Before") + 2);
        seen.Number("After").ShouldBe(seen.Number("Before"));
    }
}
