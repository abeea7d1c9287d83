using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Secrets;

public sealed class ShownMembersTests
{
    // Names, paths, hosts, reasons and what a user is meant to see. What can be a key, or can hold what a service or a file said, is not among them.
    private static readonly string[] Harmless =
    [
        "Author.Folder", "Author.Owner",
        "AuthChoice.Provider",
        "CachedCredential.BaseUrl", "CachedCredential.Path",
        "CertificateFault.Reason",
        "ChoiceToSave.Choice", "ChosenMethod.Source",
        "CustomHeader.Name",
        "DeviceAuthorization.UserCode", "DeviceAuthorization.VerificationUri", "DevicePoll.TransientError", "DeviceWait.TransientError",
        "DotenvAssignment.Name",
        "EntraDeviceCode.UserCode", "EntraDeviceCode.VerificationUri",
        "EntraOptions.CacheFolder", "EntraOptions.CertificatePath", "EntraOptions.CertificateThumbprint", "EntraOptions.ClientId",
        "EntraOptions.ManagedIdentityClientId", "EntraOptions.Scope", "EntraOptions.TenantId",
        "EntraToken.Account",
        "Entry.Digest", "Entry.Origin", "Entry.Path",
        "EnvCandidate.Folder", "EnvCandidate.Path",
        "EnvFile.Error", "EnvFile.Origin", "EnvFile.Path", "EnvFileVariable.Name",
        "EnvironmentInput.User", "EnvironmentInput.WorkingDirectory",
        "Excluded.Reason",
        "FileContent.Facts", "FileFacts.Owner", "FileOrigin.Author", "FileOrigin.LinkedBy", "FileOrigin.Target", "LinkedFile.Target",
        "LockSnapshot.Owner", "Look.File",
        "GenerationConfig.Members", "ModelPrice.Currency", "ModelRoute.Model", "ModelRoute.Name",
        "OAuthServer.BaseUri", "OAuthServer.ClientId",
        "ProgressReport.Status", "ProgressReport.Title", "RequestState.Status",
        "SavedChoice.Model", "SavedChoice.Route", "SavedChoice.SelectedType", "SavedRoute.Id",
        "Search.Directory", "Search.User",
        "ServiceFailure.Endpoint",
        "Target.Provider", "TrustDecision.Reason",
        "UserFolders.Home", "UserFolders.QwenHome",
        "ValueSource.Name",
    ];

    [Fact]
    public void No_text_shows_a_secret()
    {
        ShownMembers.Secrets(typeof(Secret).Assembly).ShouldBeEmpty();
        ShownMembers.CountOfSecrets(typeof(Secret).Assembly).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void No_text_shows_what_was_read_from_a_file_the_environment_or_a_service() =>
        ShownMembers.Texts(typeof(Secret).Assembly, "Authentication", "Configuration", "Entra", "Errors", "Files", "Http", "OAuth", "Receiving", "Secrets").Except(Harmless)
            .ShouldBeEmpty("A member that can hold a key is a Secret, or its type has a ToString without it; any other is named above.");

    [Fact]
    public void Every_member_above_is_shown() =>
        Harmless.Except(ShownMembers.Texts(typeof(Secret).Assembly)).ShouldBeEmpty();
}
