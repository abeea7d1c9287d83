namespace QwenCode.ModuleTests.Showing;

/// <summary>The script that fills everything with foreign characters and looks at what is shown.</summary>
internal static class ForeignTextScript
{
    /// <summary><c>$foreign</c> holds every control and formatting character, but of the 2,048 surrogates only the first and the last of either
    /// half, since PowerShell takes long to wrap such texts; <c>$raw</c> finds one that is left; <c>Test-Text</c> reports it.</summary>
    public const string Characters = """
        $kinds = 'Control', 'Format', 'LineSeparator', 'ParagraphSeparator', 'Surrogate'
        $foreign = [Text.StringBuilder]::new()
        foreach ($value in 0..0xFFFF + 0xE0000..0xE007F) {
            if ([Globalization.CharUnicodeInfo]::GetUnicodeCategory([int] $value) -notin $kinds) { continue }
            $null = $foreign.Append('m').Append($(if ($value -gt 0xFFFF) { [char]::ConvertFromUtf32($value) } else { [char] $value }))
        }
        $foreign = "$foreign" -replace 'm[\ud801-\udbfe\udc01-\udffe](?![\udc00-\udfff])'
        $raw = [regex] '[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}-[\r\n\t]]'
        function Test-Text([string] $name, [string] $text) {
            $found = $raw.Match($text)
            [pscustomobject] @{
                Name = $name
                Raw = if ($found.Success) { 'U+{0:X4} at {1}' -f [int] $found.Value[0], $found.Index } else { '' }
                IsEscaped = ($text -replace '\s').Contains('\u0001')
            }
        }

        """;

    /// <summary>Each view of each public type, with foreign characters in each text that it holds.</summary>
    public const string Views = Characters + """
        $any = [Reflection.BindingFlags] 'Instance, Static, Public, NonPublic'
        $core = [QwenCode.ChatAnswer].Assembly
        function New-Value([type] $type, [int] $depth) {
            $element = if ($type.IsGenericType) { $type.GetGenericArguments()[0] }
            if ($type -in [string], [object]) { $foreign }
            elseif ($type -eq [uri]) { [uri] 'https://h.example/v1' }
            elseif ($type -eq [Nullable[QwenCode.AuthMethod]]) { [QwenCode.AuthMethod]::ApiKey }
            elseif ($type.Name -eq 'RequestLog') { [Activator]::CreateInstance($type, @([TimeProvider]::System)) }
            elseif ($type.Name -eq 'LogState') {
                $state = [Activator]::CreateInstance($type)
                foreach ($property in $type.GetProperties() | Where-Object PropertyType -eq ([string])) { $property.SetValue($state, $foreign) }
                $state
            }
            elseif ($type.Name -in 'IReadOnlyList`1', 'IEnumerable`1') {
                $kinds = if ($element.IsAbstract) { $core.GetExportedTypes() | Where-Object BaseType -eq $element } else { $element, $element }
                $items = @($kinds | ForEach-Object { New-Value $_ $depth } | ForEach-Object { $_.psobject.BaseObject })
                $list = [Array]::CreateInstance($element, $items.Count)
                [Array]::Copy($items, $list, $items.Count)
                , $list
            }
            elseif ($type.Namespace -eq 'QwenCode' -and $type.IsClass -and $depth -gt 0) { New-Sample $type ($depth - 1) }
        }
        function New-Sample([type] $type, [int] $depth = 3) {
            if ($type.Name -like '*Exception') { return $errors[$type.Name] }
            $maker = $type.GetConstructors([Reflection.BindingFlags] 'Instance, Public, NonPublic') | Sort-Object { $_.GetParameters().Count } -Bottom 1
            $parameters = $maker.GetParameters()
            $arguments = [object[]]::new($parameters.Count)
            for ($i = 0; $i -lt $parameters.Count; $i++) {
                $value = New-Value $parameters[$i].ParameterType $depth
                if ($null -ne $value) { $arguments[$i] = $value.psobject.BaseObject }
            }
            $sample = $maker.Invoke($arguments)
            if ($type -eq [QwenCode.SavedConversation]) {
                $type.GetField('_conversation', $any).SetValue($sample, (New-Sample ([QwenCode.Conversation])).psobject.BaseObject)
            }
            foreach ($property in $type.GetProperties([Reflection.BindingFlags] 'Instance, Public') | Where-Object CanWrite) {
                $value = New-Value $property.PropertyType $depth
                if ($null -ne $value) { $property.SetValue($sample, $value) }
            }
            $sample
        }

        $catalogue = $core.GetType('QwenCode.Errors.QwenErrors')
        $facts = [Activator]::CreateInstance($core.GetType('QwenCode.Errors.ServiceFailure'))
        foreach ($field in $facts.GetType().GetFields([Reflection.BindingFlags] 'Instance, NonPublic') | Where-Object FieldType -eq ([string])) { $field.SetValue($facts, $foreign) }
        $from = [QwenCode.Commands.InvokeQwenChatCommand].Assembly.GetType('QwenCode.Pipeline.ErrorRecords').GetMethod('From', $any)
        $errors = @{}
        $seen = foreach ($method in $catalogue.GetMethods($any) | Where-Object { $_.IsStatic -and $_.ReturnType.Name -like 'Qwen*Exception' }) {
            $arguments = @(foreach ($parameter in $method.GetParameters()) {
                if ($parameter.Name -eq 'id') { 'ConnectionFailed' }
                elseif ($parameter.ParameterType -eq [string]) { $foreign }
                elseif ($parameter.ParameterType -in [int], [long]) { 5 }
                elseif ($parameter.ParameterType -eq [bool]) { $true }
                elseif ($parameter.ParameterType -eq [TimeSpan]) { [TimeSpan]::FromSeconds(5) }
                elseif ($parameter.ParameterType -eq [Exception]) { [IO.IOException]::new($foreign, [IO.IOException]::new($foreign)) }
                else { $facts }
            })
            $exception = $method.Invoke($null, $arguments)
            $errors[$exception.GetType().Name] = $exception
            $record = $from.Invoke($null, @($exception, $foreign))
            Test-Text "error $($method.Name)" "$($exception.Message) $($exception.RecommendedAction) $($exception.RequestId) $($exception.InnerException)"
            foreach ($ErrorView in 'NormalView', 'ConciseView', 'CategoryView') { Test-Text "error $($method.Name) in $ErrorView" ($record | Out-String) }
            $ErrorView = 'ConciseView'
        }

        $forms = [ordered] @{ Default = { $input }; Table = { $input | Format-Table }; List = { $input | Format-List }; Wide = { $input | Format-Wide } }
        $types = $core.GetExportedTypes() | Where-Object { $_.Namespace -eq 'QwenCode' -and -not $_.IsEnum -and -not $_.IsAbstract }
        $lost = [Collections.Generic.List[object]]::new()
        $seen += foreach ($type in $types) {
            $sample = New-Sample $type
            if ($type.Name -notlike '*Exception') {
                $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($sample, 1))
                $names = @($type.GetProperties().Name) + @(if ($type.Name -eq 'ChatAnswer') { 'Conversation' })
                Compare-Object $names $copy.psobject.Properties.Name | ForEach-Object { $lost.Add("$($type.Name) $($_.SideIndicator) $($_.InputObject)") }
            }
            Test-Text "$($type.Name) after another type" ((Get-Culture), $sample | Out-String -Width 100)
            foreach ($form in $forms.Keys) { Test-Text "$($type.Name) $form" ($sample, $sample | & $forms[$form] | Out-String -Width 100) }

            # What comes from a file may hold anything under the type's name.
            foreach ($kind in 'text', 'list', 'object') {
                $members = [ordered] @{}
                foreach ($name in $type.GetProperties().Name) {
                    $value = switch ($kind) {
                        text { $foreign }
                        list { , @($foreign, $foreign) }
                        object { [pscustomobject] @{ Count = $foreign; TotalTokens = $foreign; Text = $foreign; Role = $foreign; Name = $foreign; Value = $foreign; Parts = $foreign; Contents = $foreign; Type = $foreign } }
                    }
                    $members[$name] = $value
                }
                $hostile = [pscustomobject] $members
                $hostile.psobject.TypeNames.Insert(0, $type.FullName)
                $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($hostile, 3))
                foreach ($form in $forms.Keys) { Test-Text "imported $($type.Name) $kind $form" ($copy, $copy | & $forms[$form] | Out-String -Width 100) }
            }
        }
        @{ Seen = @($seen); Types = @($types.Name); Lost = $lost } | ConvertTo-Json -Compress -Depth 4
        """;
}
