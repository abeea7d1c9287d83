@{
    NestedModules        = @('lib/QwenCode.Import.dll', 'lib/QwenCode.dll', 'lib/QwenCode.Views.psd1')
    ModuleVersion        = '0.1.0'
    GUID                 = 'b7c2f0a4-5d0e-4c43-9f0b-3d6f2f1f8a55'
    Author               = 'QwenCode contributors'
    CompanyName          = 'QwenCode contributors'
    Copyright            = 'Copyright (c) 2026 QwenCode contributors. MIT licence.'
    Description          = 'Chat with Qwen and any OpenAI-compatible model from PowerShell: keys from variables and .env files found as Qwen Code finds them, answers as objects that flow through pipelines, a console, tools that you approve, and batches at a lower price.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Connect-Qwen'
        'Disconnect-Qwen'
        'Enter-QwenChat'
        'Get-QwenAuth'
        'Get-QwenBatch'
        'Get-QwenConversation'
        'Get-QwenEnvSource'
        'Get-QwenModel'
        'Get-QwenTool'
        'Import-QwenEnv'
        'Invoke-QwenChat'
        'New-QwenConversation'
        'New-QwenTool'
        'Receive-QwenBatch'
        'Remove-QwenBatch'
        'Remove-QwenConversation'
        'Set-QwenAuth'
        'Start-QwenBatch'
        'Stop-QwenBatch'
        'Wait-QwenBatch'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Qwen', 'OpenAI', 'LLM', 'Chat', 'Tools', 'Batch', 'DashScope', 'Azure', 'Ollama', 'dotenv', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first version. Invoke-QwenChat: answers, streams, conversations and objects by a schema, in pipelines. Enter-QwenChat: a console with commands, files and saved conversations. Tools: commands that a model may call once you approve them. Start-QwenBatch: batches that OpenAI, Azure OpenAI and DashScope carry out at half the price. Keys, .env files, settings and Qwen OAuth as Qwen Code has them; Azure OpenAI by key and by Microsoft Entra ID; servers on this machine.'
        }
    }
}
