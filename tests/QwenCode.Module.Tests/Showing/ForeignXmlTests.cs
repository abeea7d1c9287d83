namespace QwenCode.ModuleTests.Showing;

/// <summary>Objects in a stranger's Clixml, whose properties hold what they never hold in an object of the module.</summary>
public sealed class ForeignXmlTests
{
    [PwshFact]
    public async Task No_view_of_an_imported_object_shows_a_control_character_as_it_is()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $types = [QwenCode.ChatAnswer].Assembly.GetExportedTypes() | Where-Object { $_.Namespace -eq 'QwenCode' -and -not $_.IsEnum -and -not $_.IsAbstract }
            $shown = foreach ($type in $types) {
                $properties = $type.GetProperties().Name
                foreach ($one in $properties) {
                    $values = foreach ($name in $properties) {
                        $text = if ($name -eq $one) { '_x001B_]52;c;ZXZpbA==_x0007_' } else { 'plain' }
                        "<S N=`"$name`">$text</S>"
                    }
                    Set-Content object.xml "<Objs Version=`"1.1.0.1`" xmlns=`"http://schemas.microsoft.com/powershell/2004/04`"><Obj RefId=`"0`"><TN RefId=`"0`"><T>$($type.FullName)</T></TN><Props>$values</Props></Obj></Objs>"
                    $imported = Import-Clixml object.xml
                    $views = [ordered]@{
                        Default = $imported | Out-String
                        List    = $imported | Format-List -Force | Out-String
                        Table   = $imported | Format-Table -Force | Out-String
                        Wide    = $imported | Format-Wide | Out-String
                        Mixed   = 1, $imported | Out-String
                    }
                    foreach ($view in $views.GetEnumerator()) {
                        if ($view.Value.Contains("`e]52") -or $view.Value.Contains([char] 7)) { "$($type.Name) $one $($view.Key)" }
                    }
                }
            }
            @{ Types = @($types).Count; Shown = @($shown) } | ConvertTo-Json -Compress
            """);

        seen.Number("Types").ShouldBeGreaterThan(12);
        seen.Texts("Shown").ShouldBeEmpty();
    }
}
