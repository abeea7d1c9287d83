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

        states.EnumerateArray().Select(state => state.GetString()).ShouldBe(["1 False", "2 True", "1 False"]);
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

    [PwshFact]
    public async Task Ctrl_C_is_for_the_innermost_even_if_it_has_just_ended()
    {
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var states = await pwsh.JsonAsync(Internals + """
            # It does not end by itself.
            class StillTimer : Threading.ITimer {
                [bool] Change([TimeSpan] $due, [TimeSpan] $period) { return $true }
                [void] Dispose() { }
                [Threading.Tasks.ValueTask] DisposeAsync() { return [Threading.Tasks.ValueTask]::CompletedTask }
            }
            class StillTime : TimeProvider {
                [Threading.ITimer] CreateTimer([Threading.TimerCallback] $callback, [object] $state, [TimeSpan] $due, [TimeSpan] $period) { return [StillTimer]::new() }
            }
            class Presses {
                static [Collections.Generic.List[string]] $All = [Collections.Generic.List[string]]::new()
            }
            function New-Press($name) { { [Presses]::All.Add($name) }.GetNewClosure() }

            # As .NET does at the signal, which a process that was started in the background ignores.
            function Send-CtrlC { $callbacks.GetValue($null).Invoke($null, [ConsoleCancelEventArgs].GetConstructors('Instance,NonPublic')[0].Invoke(@([ConsoleSpecialKey]::ControlC))) }
            $outer, $inner = (1, 2).ForEach{ [Activator]::CreateInstance($type, [object[]] [StillTime]::new()) }
            $outer.Run((New-Press outer), {
                Send-CtrlC
                $inner.Run((New-Press inner), { Send-CtrlC })
                Send-CtrlC
                $inner.Dispose()
                Send-CtrlC
            })
            $outer.Dispose()
            ConvertTo-Json ([Presses]::All.ToArray()) -Compress
            """);

        states.EnumerateArray().Select(state => state.GetString()).ShouldBe(["outer", "inner", "inner", "outer"]);
    }
}
