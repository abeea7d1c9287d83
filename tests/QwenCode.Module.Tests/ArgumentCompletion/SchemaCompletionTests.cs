namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>The values of -Schema.</summary>
public sealed class SchemaCompletionTests
{
    [PwshFact]
    public async Task Classes_of_the_session_and_json_files_are_offered_and_accepted()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        pwsh.Write("project/verdict.json", """{ "type": "object", "properties": { "verdict": { "type": "string" } }, "required": ["verdict"] }""");
        pwsh.Write("project/notes.txt", "no schema");

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            class Person { [string] $Name; [int] $Age }
            class Pet { [string] $Name; [Person] $Owner }
            class Old { [string] $Left }
            class Endless { [Endless] $Next }
            enum Mood { Good; Bad }
            Add-Type 'namespace Shop { public class Order { public string Id { get; set; } } public static class Helper { public static int X { get; set; } } public abstract class Base { public int Y { get; set; } } }'
            Invoke-Expression 'class Old { [string] $Stayed }'
            $Error.Clear()
            $lines = @(Tab 'Invoke-QwenChat hi -AsObject -Schema ¦')
            @{
                Lines  = $lines
                Begun  = @(Tab 'Invoke-QwenChat hi -Schema [sho¦ -AsObject'; Tab 'Invoke-QwenChat hi -Schema Pet¦'; Tab 'Invoke-QwenChat hi -Schema ./v¦')
                Tips   = @(Tip 'Invoke-QwenChat hi -Schema P¦'; Tip 'Invoke-QwenChat hi -Schema Old¦')
                Taken  = @($lines | ForEach-Object { "$((Invoke-Expression $_).GetType().Name)" })
                Errors = $Error.Count
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Lines").ShouldBe(new[] { "([Old])", "([Person])", "([Pet])", "([Shop.Order])", "verdict.json" }.Select(schema => $"Invoke-QwenChat hi -AsObject -Schema {schema}"));
        seen.Texts("Begun").ShouldBe(["Invoke-QwenChat hi -Schema ([Shop.Order]) -AsObject", "Invoke-QwenChat hi -Schema ([Pet])", "Invoke-QwenChat hi -Schema ./verdict.json"]);
        seen.Texts("Tips").ShouldBe(["Person: Person with Name, Age", "Pet: Pet with Name, Owner", "Old: Old with Stayed"]);
        seen.Texts("Taken").ShouldBe(["Old", "Person", "Pet", "Order", "PSCustomObject"]);
        seen.Number("Errors").ShouldBe(0);
    }
}
