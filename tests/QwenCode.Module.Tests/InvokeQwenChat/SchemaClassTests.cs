namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Classes as the schema of an answer.</summary>
public sealed class SchemaClassTests
{
    private const string Types = """
        class Any { [object] $O; $Untyped; [int] $N }
        class Outer { [Any] $Inner; [Any[]] $List; [Collections.Generic.Dictionary[string, Any]] $Table }
        class Checked { [ValidateNotNull()] [object] $O; [ValidateRange(1, 5)] [int] $N = 1 }
        class Flags { [switch] $On; [switch] $Off }
        [Flags()] enum Rights { None = 0; Read = 1; Write = 2 }
        [Flags()] enum Bits { One = 1; Two = 2 }
        class Combined { [Rights] $Rights; [Bits] $Bits; [Nullable[Rights]] $Maybe; [Rights[]] $List }
        class HasSecret { [string] $Name; [securestring] $Password }
        class HasXml { [xml] $Document }
        class NoCtor { [string] $A; NoCtor([string] $a) { $this.A = $a } }
        class HasNoCtor { [NoCtor[]] $Inner }
        class Values : System.Management.Automation.IValidateSetValuesGenerator { [string[]] GetValidValues() { return 'a', 'b' } }
        class Generated { [string] $Name; [ValidateSet([Values])] [string] $Choice }
        """;

    [PwshTheory]
    [InlineData("Any", """{"O":{"a":{"b":1}},"Untyped":{"c":2},"N":3}""", "$x.GetType().Name; $x.O.GetType().Name; $x.O.a.b; $x.Untyped.c; $x.N", "Any PSCustomObject 1 2 3")]
    [InlineData("Any", """{"o":{},"untyped":[{"c":2}],"n":3}""", "$x.O.GetType().Name; $x.Untyped[0].c; $x.N", "PSCustomObject 2 3")]
    [InlineData("Any", """{"O":1,"Untyped":null,"N":3}""", "$x.O; $null -eq $x.Untyped", "1 True")]
    [InlineData("Any[]", """{"items":[{"O":{"a":1},"Untyped":"u","N":3}]}""", "$x[0].GetType().Name; $x[0].O.a; $x[0].Untyped", "Any 1 u")]
    [InlineData("Outer", """{"Inner":{"O":{"a":1},"Untyped":2,"N":3},"List":[{"O":{"a":4},"Untyped":{"b":5},"N":6}],"Table":{"k":{"O":{"a":7},"Untyped":{"b":8},"N":9}}}""",
        "$x.Inner.GetType().Name; $x.Inner.O.a; $x.List[0].O.a; $x.List[0].Untyped.b; $x.Table['k'].GetType().Name; $x.Table['k'].O.a", "Any 1 4 5 Any 7")]
    [InlineData("Checked", """{"O":{"a":1},"N":5}""", "$x.O.a; $x.N", "1 5")]
    [InlineData("Flags", """{"On":true,"Off":false}""", "$x.On.GetType().Name; [bool] $x.On; [bool] $x.Off", "SwitchParameter True False")]
    [InlineData("Combined", """{"Rights":["read","Write"],"Bits":[],"Maybe":null,"List":[["Read"],["None"]]}""", "$x.Rights.GetType().Name; $x.Rights; [int] $x.Bits; $null -eq $x.Maybe; $x.List[0]; $x.List[1]", "Rights Read, Write 0 True Read None")]
    [InlineData("Combined", """{"Rights":[],"Bits":["Two","One","Two"],"Maybe":["Write"],"List":[]}""", "$x.Rights; [int] $x.Bits; $x.Maybe; $x.List.Count", "None 3 Write 0")]
    [InlineData("Rights[]", """{"items":[["Read","Write"],[]]}""", "$x.Count; $x[0]; $x[1]", "2 Read, Write None")]
    public async Task A_property_holds_what_its_schema_allows(string type, string reply, string values, string expected)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => reply });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            {{Types}}
            $x = (Invoke-QwenChat q -Schema ([{{type}}])).Parsed
            ConvertTo-Json "$({{values}})" -Compress
            """);

        seen.GetString().ShouldBe(expected);
    }

    [PwshTheory]
    [InlineData("Any", """{"O":{"a":1},"Untyped":{"b":1},"N":99999999999}""", "$.N is 99999999999, out of the range of [int]")]
    [InlineData("Any", """{"O":{"a":1,"A":2},"Untyped":1,"N":1}""", "$.O has the members 'a' and 'A', which are the same to PowerShell.")]
    [InlineData("Any", """{"O":{"a":1},"o":{"b":1},"Untyped":1,"N":1}""", "$ has the members 'O' and 'o', which are the same to PowerShell.")]
    [InlineData("Checked", """{"O":{"a":1},"N":9}""", "$.N is 9, greater than 5.")]
    [InlineData("Checked", """{"O":null,"N":1}""", "$.O is null, which [Checked] rejects:")]
    [InlineData("Flags", """{"On":{"IsPresent":true},"Off":false}""", "$.On is an object, not a boolean.")]
    [InlineData("Combined", """{"Rights":["Read","Lost"],"Bits":[],"Maybe":null,"List":[]}""", """$.Rights[1] is "Lost", not one of "None", "Read", "Write".""")]
    [InlineData("Combined", """{"Rights":"Read, Write","Bits":[],"Maybe":null,"List":[]}""", """$.Rights is "Read, Write", not an array.""")]
    public async Task The_error_names_the_value_that_a_property_does_not_accept(string type, string reply, string expected)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => reply });
        using var pwsh = new PwshRun().WithServer(server);

        var failure = (await pwsh.JsonAsync($$"""
            {{Types}}
            ConvertTo-Json "$(try { Invoke-QwenChat q -Schema ([{{type}}]) } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" })" -Compress
            """)).GetString();

        failure.ShouldNotBeNull();
        failure.ShouldStartWith("ProtocolViolation|");
        failure.ShouldContain(expected);
    }

    [PwshFact]
    public async Task A_nullable_structure_is_null_or_an_object()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => """{"From":null,"To":{"X":2},"Via":[null,{"X":3}]}""" });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            Add-Type 'public struct Stop { public int X { get; set; } } public class Route { public Stop? From { get; set; } public Stop? To { get; set; } public Stop?[] Via { get; set; } }'
            $x = Invoke-QwenChat q -Schema ([Route]) -AsObject
            ConvertTo-Json "$($null -eq $x.From; $x.To.X; $null -eq $x.Via[0]; $x.Via[1].X)" -Compress
            """);

        seen.GetString().ShouldBe("True 2 True 3");
    }

    [PwshTheory]
    [InlineData("Grid", "[Grid] cannot be created from an answer: its property Cells of the type [int[,]] has several dimensions. Use [int[]] instead.")]
    [InlineData("int[,]", "[int[,]] cannot be created from an answer: it has several dimensions. Use [int[]] instead.")]
    [InlineData("Segment", "its property Items of the type [System.ArraySegment[int]] has no public constructor that takes a list. Use [int[]] instead.")]
    [InlineData("Loose", "its property Data of the type [System.Dynamic.ExpandoObject] is not a table that an answer can fill. Use [hashtable] instead.")]
    public async Task A_list_or_table_that_no_answer_can_fill_is_an_error_before_a_request(string type, string expected)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => """{"Cells":[1],"Items":[1],"Data":{"a":1},"items":[1]}""" });
        using var pwsh = new PwshRun().WithServer(server);

        var failure = (await pwsh.JsonAsync($$"""
            class Grid { [int[,]] $Cells }
            class Segment { [ArraySegment[int]] $Items }
            class Loose { [Dynamic.ExpandoObject] $Data }
            ConvertTo-Json "$(try { Invoke-QwenChat q -Schema ([{{type}}]) } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" })" -Compress
            """)).GetString();

        failure.ShouldNotBeNull();
        failure.ShouldStartWith("InvalidParameter|");
        failure.ShouldContain(expected);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_property_of_NET_that_only_its_class_can_set_is_left_out()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = _ => """{"Plain":1,"Initialized":2,"Inherited":4,"Needed":3}""" });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            Add-Type 'public class Setters { public int Plain { get; set; } public int Hidden { get; private set; } public int Internal { get; internal set; } public int Initialized { get; init; } public int Inherited { get; protected set; } public required int Needed { get; set; } }'
            $x = Invoke-QwenChat q -Schema ([Setters]) -AsObject
            ConvertTo-Json "$($x.Plain) $($x.Hidden) $($x.Internal) $($x.Initialized) $($x.Inherited) $($x.Needed)" -Compress
            """);

        seen.GetString().ShouldBe("1 0 0 2 4 3");
        server.Requests.Single().Json().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("required").Texts().ShouldBe(["Plain", "Initialized", "Inherited", "Needed"]);
    }

    [PwshFact]
    public async Task Objects_reach_untyped_properties_of_structs_and_base_classes()
    {
        string[] replies = ["""{"Pair":{"A":1,"O":{"x":2}}}""", """{"V":{"x":3},"W":4}""", """{"Own":{"x":5},"V":{"x":6},"W":7}""", """{"O":{"x":8},"N":9}""", """{"Odd":{"x":1}}"""];
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Reply = request => replies[int.Parse(request.LastUserText, System.Globalization.CultureInfo.InvariantCulture)] });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            Add-Type @'
            public struct Pair { public int A { get; set; } public object O { get; set; } }
            public class HasPair { public Pair? Pair { get; set; } }
            public class WithInitOnly { public object V { get; init; } public int W { get; set; } }
            public class Derived : WithInitOnly { public object Own { get; set; } }
            public class Both { public object O { get; set; } public int N { get; set; } public Both() { } public Both(object any) { N = -1; } }
            '@
            class Few { [ValidateSet('a', 'b')] $Odd }
            $a = Invoke-QwenChat 0 -Schema ([HasPair]) -AsObject
            $b = Invoke-QwenChat 1 -Schema ([WithInitOnly]) -AsObject
            $c = Invoke-QwenChat 2 -Schema ([Derived]) -AsObject
            $d = Invoke-QwenChat 3 -Schema ([Both]) -AsObject
            $e = try { Invoke-QwenChat 4 -Schema ([Few]) } catch { "$_" }
            ConvertTo-Json -Compress @("$($a.Pair.A) $($a.Pair.O.x)", "$($b.V.x) $($b.W)", "$($c.Own.x) $($c.V.x) $($c.W)", "$($d.N)", $e)
            """);

        seen.Texts()[..4].ShouldBe(["1 2", "3 4", "5 6 7", "-1"]);
        seen.Texts()[4].ShouldContain("$.Odd is an object, not one of \"a\", \"b\"");
    }

    [PwshTheory]
    [InlineData("HasSecret", "-Schema [HasSecret] cannot be created from an answer: its property Password of the type [securestring] has no properties that can be set.")]
    [InlineData("HasSecret[]", "-Schema [HasSecret[]] cannot be created from an answer: its property Password of the type [securestring] has no properties that can be set.")]
    [InlineData("HasXml", "-Schema [HasXml] cannot be created from an answer: its property Document of the type [xml] contains [System.Xml.XmlResolver] as Document.")]
    [InlineData("HasNoCtor", "-Schema [HasNoCtor] cannot be created from an answer: its property Inner of the type [NoCtor[]] contains [NoCtor], which has no public constructor without parameters.")]
    [InlineData("Collections.Generic.List`1", "-Schema [System.Collections.Generic.List[T]] has no type arguments.")]
    [InlineData("Generated", "-Schema [Generated] cannot be created from an answer: its property Choice cannot be set, since PowerShell cannot read the attribute [ValidateSet]: Could not load file or assembly")]
    public async Task A_class_that_no_answer_can_fill_is_rejected_with_the_property(string type, string expected)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var failure = (await pwsh.JsonAsync($$"""
            {{Types}}
            ConvertTo-Json "$(try { Invoke-QwenChat q -Schema ([{{type}}]) } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" })" -Compress
            """)).GetString();

        failure.ShouldNotBeNull();
        failure.ShouldStartWith($"InvalidParameter|{expected}");
        failure.ShouldNotContain("\n");
        server.Requests.ShouldBeEmpty();
    }
}
