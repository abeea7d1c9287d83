# Loaded after QwenCode.Import.dll, so that nothing of a second copy reaches the session. The version is QwenCode.psd1's; a nested one shows nowhere.
@{
    RootModule       = 'QwenCode.dll'
    ModuleVersion    = '1.0'
    FormatsToProcess = @('QwenCode.Format.ps1xml')
    TypesToProcess   = @('QwenCode.Types.ps1xml')
}
