namespace QwenCode.Core.Tests.Secrets;

/// <summary>Secrets as people have them in files: the value, and the part that must not be seen.</summary>
internal static class SecretKinds
{
    /// <summary>Those with a known format.</summary>
    public static readonly IReadOnlyList<(string Value, string Secret)> ByLook =
    [
        Whole("Bearer mF_9.B5f-4.1JqM"),
        Whole("Basic YWxhZGRpbjpvcGVuc2VzYW1l"),
        ("Server=db;User Id=sa;Password=hunter22;Encrypt=true", "hunter22"),
        ("Host=db;Username=me;Pwd=hunter22", "hunter22"),
        ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=q83vEjRWeJA=;EndpointSuffix=core.windows.net", "q83vEjRWeJA"),
        ("Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=q83vEjRWeJA=", "q83vEjRWeJA"),
        Whole("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----"),
        ("https://a.blob.core.windows.net/c?sv=2022-11-02&sp=r&sig=aB3dE5gH7%2FjK9%3D", "aB3dE5gH7"),
        ("https://hooks.slack.com/services/T00000000/B00000000/abcdefgh", "abcdefgh"),
        ("https://discord.com/api/webhooks/123456789/abcdefgh-ijkl", "abcdefgh"),
        ("https://a.webhook.office.com/webhookb2/1@2/IncomingWebhook/abcdefgh/3", "abcdefgh"),
        ("https://api.telegram.org/bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe", "AAHdqTcvCH1v"),
        Whole("sk-abcdefgh12345678"),
        Whole("sk-ant-api03-abcdefgh12345678"),
        Whole("sk-proj-abcdefgh12345678"),
        Whole("gsk_abcdefgh12345678"),
        Whole("AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q"),
        Whole("hf_abcdefgh12345678"),
        Whole("xai-abcdefgh12345678"),
        Whole("ghp_abcdefgh12345678"),
        Whole("gho_abcdefgh12345678"),
        Whole("github_pat_11ABCDEFG_abcdefgh"),
        Whole("AKIAIOSFODNN7EXAMPLE"),
        Whole("ASIAIOSFODNN7EXAMPLE"),
        Whole("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        Whole("xoxb-123456789012-abcdefgh"),
        Whole("xapp-1-A0-abcdefgh"),
        Whole("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"),
        Whole("glpat-abcdefgh12345678"),
        Whole("npm_abcdefgh12345678"),
        Whole("pypi-AgEIcHlwaS5vcmcabcdefgh"),
        Whole("SG.abcdefgh.ijklmnop"),
        Whole("sk_live_abcdefgh12345678"),
        Whole("whsec_abcdefgh12345678"),
        Whole("hvs.CAESIabcdefgh"),
        Whole("nvapi-abcdefgh12345678"),
        Whole("dckr_pat_abcdefgh12345678"),
        Whole("ya29.a0AfH6SMabcdefgh"),
        Whole("d41d8cd98f00b204e9800998ecf8427e"),
        Whole("6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f"),
        Whole("Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZg=="),
        ("postgres://ann:hunter22@db/shop", "hunter22"),
        ("mongodb+srv://ann:hunter22@cluster.example.com/?retryWrites=true", "hunter22"),
        ("redis://:hunter22@cache:6379/0", "hunter22"),
        ("amqps://ann:hunter%2F22@queue/vhost", "hunter%2F22"),
        ("https://hunter22@sentry.example.com/1", "hunter22"),
        ("https://h.example/v1?api_key=hunter22", "hunter22"),
        ("https://h.example/v1?code=hunter22", "hunter22"),
        ("otpauth://totp/Shop?secret=JBSWY3DPEHPK3PXP&issuer=Shop", "JBSWY3DPEHPK3PXP"),
        ("https://h.example/cb#access_token=hunter22", "hunter22"),
    ];

    /// <summary>Those that only their names show, or not even these.</summary>
    public static readonly IReadOnlyList<(string Value, string Secret)> ByName =
    [
        Whole("hunter22"), Whole("1234"), Whole("correct horse battery staple"), Whole("ann:hunter22"), Whole("$2y$10$abcdefgh"),
        ("{\"type\":\"service_account\",\"private_key_id\":\"hunter22\"}", "hunter22"), ("session: hunter22; Path=/", "hunter22"),
    ];

    // A mask shows the last four characters of one that is long enough.
    private static (string Value, string Secret) Whole(string value) => (value, value.Split('\n') is [_, var key, _] ? key : value.Length < 20 ? value : value[..^4]);
}
