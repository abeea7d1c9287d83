namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Values of every .NET type, as a service gets them from a parameter and as a model reads them in the input.</summary>
public sealed class ValueTests
{
    private const string Values = """
        $values = [ordered]@{
            sbyte = [sbyte]-1; byte = [byte]255; short = [int16]-2; ushort = [uint16]65535; int = -3; uint = [uint32]4294967295; long = [long]::MinValue; ulong = [ulong]::MaxValue
            int128 = [int128]::MinValue; uint128 = [uint128]::MaxValue; bigint = [bigint]::Pow(10, 40); half = [half]0.1; float = [float]0.1; double = 1e300; decimal = 79228162514264337593543950335d
            scale = 1.50d; nint = [IntPtr]5; nuint = [UIntPtr]6; char = [char]'ä'; bool = $true; switch = [switch]$true; null = $null; dbnull = [DBNull]::Value
            auto = [Management.Automation.Internal.AutomationNull]::Value; nullstring = [NullString]::Value; enum = [DayOfWeek]'Friday'; flags = [IO.FileAttributes]'Hidden, System'
            date = [DateOnly]::new(2026, 3, 4); time = [TimeOnly]::new(5, 6, 7); span = [timespan]'1.02:03:04'; utc = [datetime]::new(2026, 3, 4, 5, 6, 7, [DateTimeKind]::Utc)
            offset = [DateTimeOffset]::new(2026, 3, 4, 5, 6, 7, [timespan]::FromHours(8)); bytes = [byte[]](1, 2, 255); uri = [uri]'http://h/ä?b=1'; guid = [guid]::Empty; version = [version]'1.2.3'
            element = [Text.Json.JsonDocument]::Parse('{"a":[1,null]}').RootElement; node = [Text.Json.Nodes.JsonNode]::Parse('{"b":[true,{"c":"x"}]}'); document = [Text.Json.JsonDocument]::Parse('[2]')
            xml = [xml]'<a>1</a>'; builder = [Text.StringBuilder]::new('sb'); set = [Collections.Generic.HashSet[int]]@(1); typed = [Collections.Generic.Dictionary[string, int]]::new()
            lone = "a$([char]0xD83D)b"; wrapped = [psobject]::AsPSObject(7); list = @(1, @(2, @())); regular = '{"a":1}'
        }
        $values.typed['k'] = 1
        $expando = [Dynamic.ExpandoObject]::new(); $expando.e = 1; $values.expando = $expando

        """;

    private static readonly string Expected = """
        {"sbyte":-1,"byte":255,"short":-2,"ushort":65535,"int":-3,"uint":4294967295,"long":-9223372036854775808,"ulong":18446744073709551615,
        "int128":-170141183460469231731687303715884105728,"uint128":340282366920938463463374607431768211455,"bigint":10000000000000000000000000000000000000000,"half":0.1,"float":0.1,"double":1E+300,"decimal":79228162514264337593543950335,
        "scale":1.50,"nint":5,"nuint":6,"char":"ä","bool":true,"switch":true,"null":null,"dbnull":null,
        "auto":null,"nullstring":null,"enum":"Friday","flags":"Hidden, System",
        "date":"2026-03-04","time":"05:06:07.0000000","span":"1.02:03:04","utc":"2026-03-04T05:06:07Z",
        "offset":"2026-03-04T05:06:07+08:00","bytes":"AQL/","uri":"http://h/ä?b=1","guid":"00000000-0000-0000-0000-000000000000","version":"1.2.3",
        "element":{"a":[1,null]},"node":{"b":[true,{"c":"x"}]},"document":[2],
        "xml":"<a>1</a>","builder":"sb","set":[1],"typed":{"k":1},
        "lone":"a�b","wrapped":7,"list":[1,[2,[]]],"regular":"{\"a\":1}","expando":{"e":1}}
        """.Replace("\n", "", StringComparison.Ordinal);

    [PwshFact]
    public async Task Each_type_has_one_representation_in_JSON()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync(Values + """
            $null = Invoke-QwenChat 'q' -ExtraBody @{ v = $values }
            $null = $values | Invoke-QwenChat 'q'
            '"done"'
            """);

        server.Requests[0].Body.ShouldContain($"\"v\":{Expected}");
        server.Requests[1].Prompt().ShouldBe($"q\n\n{Expected}");
    }

    [PwshFact]
    public async Task A_value_without_an_exact_representation_is_rejected_in_a_parameter()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $secret = ConvertTo-SecureString 'canary-42' -AsPlainText -Force
            $values = [double]::NaN, [double]::PositiveInfinity, [float]::NegativeInfinity, [half]::NaN, [Numerics.Complex]::One, [bigint]::Pow(10, 5000), $secret, [pscredential]::new('u', $secret),
                [pscredential]::new('u', $secret).GetNetworkCredential(), { code }, [string], (Get-Item .), (Get-Process -Id $PID), [Threading.CancellationToken]::None, $Host, [Text.Json.JsonDocument]::Parse('"\ud83d"')
            $failures = foreach ($value in $values) {
                foreach ($body in @{ v = $value }, @{ v = @(@{ w = $value }) }, @{ v = [pscustomobject]@{ w = $value } }) {
                    try { Invoke-QwenChat q -ExtraBody $body; 'sent' } catch { "$(($_.FullyQualifiedErrorId -split ',')[0])|$_" }
                }
            }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().Length.ShouldBe(48);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("InvalidParameter|-ExtraBody cannot be sent: it contains ") && !failure.Contains("canary-42"));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task The_maximum_number_of_levels_is_sent_and_one_more_is_rejected()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Nest([int] $levels) { $value = 1; 1..$levels | ForEach-Object { $value = @{ l = $value } }; $value }
            function Try-It([scriptblock] $command) { try { $null = & $command; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
            ConvertTo-Json -Compress @(
                Try-It { Nest 64 | Invoke-QwenChat q -ErrorAction Stop }
                Try-It { Nest 65 | Invoke-QwenChat q -ErrorAction Stop }
                Try-It { Invoke-QwenChat q -ExtraBody (Nest 60) }
                Try-It { Invoke-QwenChat q -ExtraBody (Nest 65) }
            )
            """);

        seen.Texts().ShouldBe(["sent", "InvalidInput", "sent", "InvalidParameter"]);
    }
}
