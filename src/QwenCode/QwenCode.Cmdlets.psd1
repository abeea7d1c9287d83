# Loaded after QwenCode.Import.dll, so that nothing of a second copy reaches the session. The version is QwenCode.psd1's; a nested module's is not shown.
@{
    RootModule       = 'QwenCode.dll'
    ModuleVersion    = '1.0'
    FormatsToProcess = @('QwenCode.Format.ps1xml')
    TypesToProcess   = @('QwenCode.Types.ps1xml')
}
