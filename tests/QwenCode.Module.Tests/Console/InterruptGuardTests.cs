namespace QwenCode.ModuleTests.Console;

/// <summary>The guard against Ctrl+C, in a real PowerShell.</summary>
public sealed class InterruptGuardTests
{
    // Reads PowerShell's internals, as the guard does: what Ctrl+C would stop, and the handlers of Ctrl+C.
    private const string Internals = """
        $type = (Get-Command Enter-QwenChat).ImplementingType.Assembly.GetType('QwenCode.Console.InterruptGuard')
        $executor = [Type]::GetType('Microsoft.PowerShell.Executor, Microsoft.PowerShell.ConsoleHost').GetProperty('CurrentExecutor', [Reflection.BindingFlags] 'Static,Public,NonPublic')
        $callbacks = [Console].GetField('s_cancelCallbacks', 'Static,NonPublic')
        function New-Guard { [Activator]::CreateInstance($type, [object[]] [TimeProvider]::System) }
        function Get-State { "$(@($callbacks.GetValue($null).ForEach{ $_.GetInvocationList() }).Count) $($null -eq $executor.GetValue($null))" }

        """;

    [PwshFact]
    public async Task One_inside_another_leaves_no_handler_behind()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var states = await pwsh.JsonAsync(Internals + """
            $outer, $inner, $states = (New-Guard), (New-Guard), [Collections.ArrayList]::new()
            $null = $states.Add((Get-State))
            $outer.Run({}, { $inner.Run({}, { $null = $states.Add((Get-State)) }); $inner.Dispose() })
            $outer.Dispose()
            $null = $states.Add((Get-State))
            ConvertTo-Json $states -Compress
            """);

        states.EnumerateArray().Select(state => state.GetString()).ShouldBe(["1 False", "3 True", "1 False"]);
    }

    [PwshFact]
    public async Task It_lasts_longer_than_what_runs_and_ends_at_once_with_the_console()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var states = await pwsh.JsonAsync(Internals + """
            $guard = New-Guard
            $guard.Run({}, {})
            $guard.Run({}, {})
            $before = Get-State
            $guard.Dispose()
            @{ Before = $before; After = Get-State } | ConvertTo-Json -Compress
            """);

        states.GetProperty("Before").GetString().ShouldBe("2 True");
        states.GetProperty("After").GetString().ShouldBe("1 False");
    }
}
