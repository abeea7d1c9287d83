# Loaded last, so that nothing of a second copy that QwenCode.Import.dll rejects reaches the session. The version is QwenCode.psd1's; a nested module's is not shown.
@{
    ModuleVersion    = '1.0'
    FormatsToProcess = @('QwenCode.Format.ps1xml')
    TypesToProcess   = @('QwenCode.Types.ps1xml')
}
