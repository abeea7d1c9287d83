namespace QwenCode.ModuleTests.SignIn;

/// <summary>A credential that could not be stored: its warning comes before it is sent.</summary>
public sealed class UnstoredCredentialTests
{
    // The credential is held as it is when storing it has failed. The lock of a living process keeps it from being stored meanwhile.
    private const string Hold = """
        $any = [Reflection.BindingFlags] 'Instance, Static, Public, NonPublic'
        function Get-Field($object, [string] $name) { ($object.GetType().GetFields($any) | Where-Object Name -Like "*$name*").GetValue($object) }
        function Get-Property($object, [string] $name) { $object.GetType().GetProperty($name, $any).GetValue($object) }
        $source = Get-Field (Get-Property (Get-Property (Get-QwenAuth) Endpoint) Credential) source
        $held = $source.GetType().GetMethod('Find', $any).Invoke($source, @())
        $failure = [QwenCode.ChatAnswer].Assembly.GetType('QwenCode.Errors.QwenErrors').GetMethod('NoInput', $any).Invoke($null, @())
        [IO.File]::WriteAllText((Get-Field (Get-Field $source _lock) path), 'another process')
        $unstored = Get-Field $source _unstored
        $null = $unstored.GetType().GetMethod('Keep', $any).Invoke($unstored, @($held, $null, $failure))

        """;

    [PwshFact]
    public async Task A_warning_that_ends_the_command_ends_it_before_the_request_is_sent()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromHours(1));
        stage.Pwsh.HasOwnProcess = true;

        var seen = await stage.Pwsh.JsonAsync(Hold + """
            # Another request has its answer while the warning is being read.
            $warning = Invoke-QwenChat hi 3>&1 | ForEach-Object { $script:meanwhile = Invoke-QwenChat meanwhile; $_ } | Select-Object -First 1
            @{ Warning = "$warning"; Answer = "$meanwhile" } | ConvertTo-Json -Compress
            """);

        seen.Text("Warning").ShouldStartWith("The Qwen credential is in the memory of this process only");
        seen.Text("Answer").ShouldBe("You said: meanwhile");
        stage.Server.Requests.Select(request => request.Prompt()).ShouldBe(["meanwhile"]);
    }

    [PwshFact]
    public async Task A_warning_is_shown_once_and_the_requests_continue()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromHours(1));
        stage.Pwsh.HasOwnProcess = true;

        var seen = await stage.Pwsh.JsonAsync(Hold + """
            $answers = 'one', 'two', 'three' | Invoke-QwenChat -ThrottleLimit 3 -WarningVariable warnings -WarningAction SilentlyContinue
            @{ Answers = @($answers | ForEach-Object { "$_" }); Warnings = @($warnings | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Answers").ShouldBe(["You said: one", "You said: two", "You said: three"]);
        seen.Texts("Warnings").ShouldHaveSingleItem().ShouldStartWith("The Qwen credential is in the memory of this process only");
    }
}
