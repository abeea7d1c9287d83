using System.Diagnostics;
using System.Security.Cryptography;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class SecretMaskTests
{
    // What takes milliseconds takes seconds on a busy machine, and the square of a megabyte takes many minutes on an idle one.
    private static readonly TimeSpan QuadraticTime = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("https://a.example/v1/batches/batch_67e5f0a1b2c3d4e5f60718293a4b5c6d")]
    [InlineData("https://a.example/v1/files/file-AbC123dEf456GhI789jKl012/content")]
    public void Ids_of_batches_and_files_of_a_service_are_shown(string url) => SecretMask.Text($"No {url}: HTTP 404").ShouldBe($"No {url}: HTTP 404");

    [Theory]
    [InlineData("https://a.example/hooks/batch_67e5f0a1b2c3d4e5f60718293a4b5c6d")]
    [InlineData("https://a.example/v1/files/AbC123dEf456GhI789jKl012")]
    public void Other_random_segments_stay_masked(string url) => SecretMask.Text(url).ShouldContain("****");

    [Theory]
    [InlineData("", "")]
    [InlineData("x", "****")]
    [InlineData("1234567890123456789", "****")]
    [InlineData("12345678901234567890", "****7890")]
    [InlineData("Server=db;Password=short", "****")]
    [InlineData("a sentence of several words", "****")]
    public void A_mask_shows_the_end_of_long_secrets_of_one_word_only(string secret, string mask) => SecretMask.Mask(secret).ShouldBe(mask);

    [Theory]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("DB_PASS")]
    [InlineData("SqlPwd")]
    [InlineData("NOTE")]
    [InlineData("GREETING")]
    [InlineData("MY_SECRET_BASE_URL")]
    [InlineData("EVIL_MODEL")]
    [InlineData("")]
    public void A_value_is_masked_unless_its_name_is_known_to_be_harmless(string name) => SecretMask.ForDisplay(name, "value").ShouldBe("****");

    [Theory]
    [InlineData("HTTPS_PROXY", "alice:S3cretPw99@proxy.example:3128", "****@proxy.example:3128")]
    [InlineData("http_proxy", "//alice:S3cretPw99@proxy.example:3128", "****@proxy.example:3128")]
    [InlineData("HTTPS_PROXY", "http://alice:S3cretPw99@proxy.example:3128", "http://****@proxy.example:3128")]
    [InlineData("HTTPS_PROXY", "http://proxy.example:3128", "http://proxy.example:3128")]
    public void The_user_part_of_a_proxy_is_masked_without_its_scheme_too(string name, string value, string shown) => SecretMask.ForDisplay(name, value).ShouldBe(shown);

    [Theory]
    [InlineData("OPENAI_MODEL", "qwen3-coder-plus")]
    [InlineData("OPENAI_MODEL", "accounts/fireworks/models/qwen3-coder-480b-a35b-instruct")]
    [InlineData("OPENAI_MODEL", "Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8")]
    [InlineData("OPENAI_MODEL", "deepseek-ai/DeepSeek-R1-Distill-Llama-70B:free")]
    [InlineData("OPENAI_BASE_URL", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1")]
    [InlineData("OPENAI_BASE_URL", "https://my-resource-name-2024.openai.azure.com/openai/v1?api-version=2024-10-21")]
    [InlineData("openai_base_url", "http://localhost:8080/v1")]
    [InlineData("QWEN_HOME", "/home/user/Documents/Projects/MyRepository1/.qwen")]
    [InlineData("PATH", "/usr/local/bin:/usr/bin")]
    [InlineData("NO_PROXY", "localhost,127.0.0.1,.example.com")]
    [InlineData("LANG", "zh_CN.UTF-8")]
    [InlineData("TZ", "Asia/Tokyo")]
    [InlineData("PORT", "8080")]
    [InlineData("DEBUG", "*")]
    public void A_value_of_a_harmless_name_is_shown(string name, string value) => SecretMask.ForDisplay(name, value).ShouldBe(value);

    [Theory]
    [InlineData("sk-abc")]
    [InlineData("ms-abc")]
    [InlineData("ghp_abc")]
    [InlineData("github_pat_abc")]
    [InlineData("xoxb-abc")]
    [InlineData("AKIAABC")]
    [InlineData("eyJhbGciOi")]
    [InlineData("Bearer abc")]
    [InlineData("basic dXNlcjpwYXNz")]
    [InlineData("hf_abc")]
    [InlineData("gsk_abc")]
    [InlineData("AIzaSyAbc")]
    [InlineData("xai-abc")]
    [InlineData("glpat-abc")]
    [InlineData("npm_abc")]
    [InlineData("pypi-abc")]
    [InlineData("SG.abc.def")]
    [InlineData("  'sk-abc'")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----")]
    [InlineData("507f1f77bcf86cd799439011")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f")]
    [InlineData("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")]
    public void A_value_that_looks_like_a_secret_is_masked_under_any_name(string value)
    {
        SecretMask.ForDisplay("OPENAI_MODEL", value).ShouldStartWith("****");
        SecretMask.ForDisplay("OPENAI_MODEL", value).ShouldNotContain(value.Trim()[..3]);
    }

    [Fact]
    public void Secrets_of_every_kind_are_masked_under_an_unknown_name_and_recognizable_ones_under_any()
    {
        (SecretKinds.ByLook.Count + SecretKinds.ByName.Count).ShouldBeGreaterThan(28 + 15);
        foreach (var (value, secret) in SecretKinds.ByLook.Concat(SecretKinds.ByName))
        {
            foreach (var name in new[] { "NOTE", "DB_PASS", "THE_TOKEN", "SERVICE_URL", "" })
                SecretMask.ForDisplay(name, value).ShouldNotContain(secret);
        }

        foreach (var (value, secret) in SecretKinds.ByLook)
        {
            foreach (var name in new[] { "OPENAI_MODEL", "OPENAI_BASE_URL", "DEBUG", "HTTPS_PROXY" })
                SecretMask.ForDisplay(name, value).ShouldNotContain(secret);
            SecretMask.Url(value).ShouldNotContain(secret);
        }
    }

    [Fact]
    public void A_long_random_value_is_masked_whatever_its_characters()
    {
        const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        foreach (var letters in new[] { Base62, Base62[..36], Base62[..16], Base62[36..] })
        {
            foreach (var length in new[] { 32, 43, 64 })
                SecretMask.ForDisplay("OPENAI_MODEL", RandomNumberGenerator.GetString(letters, length)).Length.ShouldBe(8);
        }
    }

    [Theory]
    [InlineData("https://user:pass@host/v1", "https://****@host/v1")]
    [InlineData("http://user@host:8080", "http://****@host:8080")]
    [InlineData("http://user:p@ss@host/x", "http://****@host/x")]
    [InlineData("http://user:p/ss@host/x", "http://****@host/x")]
    [InlineData("postgres+ssl://user:pass@host/x", "postgres+ssl://****@host/x")]
    [InlineData("proxy is http://u:p@a/ or socks5://u:p@b", "proxy is http://****@a/ or socks5://****@b")]
    [InlineData("'http://u:p'p@a/'", "'http://****@a/'")]
    [InlineData("https://host/path/@me", "https://host/path/@me")]
    [InlineData("https://host:8080/@me", "https://host:8080/@me")]
    [InlineData("http://[::1]:8080/@me", "http://[::1]:8080/@me")]
    [InlineData("http://user:p#s?s@host/x", "http://****@host/x")]
    [InlineData("postgres://user:p@ss/w0rd#1@host/x", "postgres://****@host/x")]
    [InlineData("redis://:p@ss@host:6379/0", "redis://****@host:6379/0")]
    [InlineData("postgres://user:p@host/x?email=me@example.com", "postgres://****@host/x?email=me@example.com")]
    [InlineData("(postgres://user:p@host/x),me@example.com", "(postgres://****@host/x),me@example.com")]
    [InlineData("postgres://u:p@a/x,postgres://u:p@ss/y@b/x", "postgres://****@a/x,postgres://****@b/x")]
    [InlineData("git+https://host/me/x.git@main", "git+https://host/me/x.git@main")]
    [InlineData("git+ssh://git@host/me/x.git@main", "git+ssh://****@host/me/x.git@main")]
    [InlineData("https://user:p@host/@me", "https://****@host/@me")]
    [InlineData("me@example.com", "me@example.com")]
    [InlineData("https://host/v1", "https://host/v1")]
    public void The_user_part_of_a_URL_is_masked(string value, string shown)
    {
        SecretMask.ForDisplay("OPENAI_BASE_URL", value).ShouldBe(shown);
        SecretMask.Text(value).ShouldBe(shown);
    }

    [Theory]
    [InlineData("http://u:p@a,http://u:p@b", "http://****@a,http://****@b")]
    [InlineData("http://a,http://u:p@b/x", "http://a,http://****@b/x")]
    [InlineData("https://h/?next=https://u:p@b/&token=abc", "https://h/?next=https://****@b/&token=****")]
    [InlineData("""{"a":"https://h/x","b":"https://u:p@b/"}""", """{"a":"https://h/x","b":"https://****@b/"}""")]
    [InlineData("""{"a":"https://h","key":"sk-proj-0123456789abcdef"}""", """{"a":"https://h","key":"****"}""")]
    [InlineData("https://h/x?password=a://b:c", "https://h/x?password=****")]
    [InlineData("https://u:p/q@h/,https://u:p@b", "https://****@b")]
    public void Each_URL_of_a_word_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("https://h/v1?api_key=abc&x=1", "https://h/v1?api_key=****&x=1")]
    [InlineData("https://h/v1?x=1&Token=abc#top", "https://h/v1?x=1&Token=****#top")]
    [InlineData("https://h/v1?q=sk-abc", "https://h/v1?q=****")]
    [InlineData("asked https://u:p@h/?secret=a b", "asked https://****@h/?secret=**** b")]
    [InlineData("'https://h/v1?key=a/b,c'.", "'https://h/v1?key=****'.")]
    [InlineData("https://h?sv=2024&sig=aB%2F1", "https://h?sv=2024&sig=****")]
    [InlineData("https://h/cb#access_token=abc&state=1", "https://h/cb#access_token=****&state=1")]
    [InlineData("https://h/v1?api-version=2024-10-21", "https://h/v1?api-version=2024-10-21")]
    [InlineData("https://h/f?code=abc==", "https://h/f?code=****")]
    public void A_secret_in_the_query_of_a_URL_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("https://h/d41d8cd98f00b204e9800998ecf8427e/v1", "https://h/****/v1")]
    [InlineData("https://h/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f/v1", "https://h/****/v1")]
    [InlineData("https://api.telegram.org/bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/send", "https://api.telegram.org/bot123456:****/send")]
    [InlineData("https://hooks.slack.com/services/T0/B0/abc", "https://hooks.slack.com/****")]
    [InlineData("https://discord.com/api/webhooks/123/abc", "https://discord.com/****")]
    [InlineData("https://x.webhook.office.com/webhookb2/1@2/abc", "https://x.webhook.office.com/****")]
    [InlineData("https://a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6.example.com/v1", "https://a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6.example.com/v1")]
    [InlineData("https://h/subscriptions/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f/users", "https://h/subscriptions/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f/users")]
    [InlineData("https://h/v1/data-sets/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f", "https://h/v1/data-sets/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f")]
    [InlineData("https://login.microsoftonline.com/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f/oauth2", "https://login.microsoftonline.com/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f/oauth2")]
    [InlineData("https://h/tokens/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f", "https://h/tokens/****")]
    [InlineData("https://h/invites/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f", "https://h/invites/****")]
    [InlineData("https://h/users?x=/users/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f&users=6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f", "https://h/users?x=/users/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f&users=****")]
    [InlineData("https://h/users/d41d8cd98f00b204e9800998ecf8427e", "https://h/users/****")]
    [InlineData("https://users/6f1c2a9e-3b74-4d0a-9c1e-5a7b8c9d0e1f", "https://users/****")]
    [InlineData("https://h/deployments/my-gpt-4o-deployment-2024/chat", "https://h/deployments/my-gpt-4o-deployment-2024/chat")]
    public void A_secret_in_the_path_of_a_URL_is_masked_and_the_host_is_not(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("bad key sk-proj-0123456789abcdef, sorry", "bad key ****, sorry")]
    [InlineData("sent 'Authorization: Bearer abc12345'", "sent 'Authorization: Bearer ****'")]
    [InlineData("Basic dXNlcjpwYXNz is wrong", "Basic **** is wrong")]
    [InlineData("""{"Authorization":"Bearer abc12345","x":1}""", """{"Authorization":"Bearer ****","x":1}""")]
    [InlineData("sent (Bearer ****abcd), sorry", "sent (Bearer ****abcd), sorry")]
    [InlineData("sent (Bearer abc12345), sorry", "sent (Bearer ****), sorry")]
    [InlineData("Basic authentication is off, a Bearer token is needed", "Basic authentication is off, a Bearer token is needed")]
    [InlineData("Server=db;User Id=sa;Password=abc;Encrypt=true", "Server=db;User Id=sa;Password=****;Encrypt=true")]
    [InlineData("AccountKey=ab/cd==;EndpointSuffix=x", "AccountKey=****;EndpointSuffix=x")]
    [InlineData("key -----BEGIN PRIVATE KEY-----\nMIIE", "key ****")]
    [InlineData("no package npm_global_packages_directory", "no package npm_global_packages_directory")]
    [InlineData("code=InvalidParameter, request d41d8cd98f00b204e9800998ecf8427e", "code=InvalidParameter, request d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("Set OPENAI_API_KEY= (nothing)", "Set OPENAI_API_KEY= (nothing)")]
    public void A_secret_among_other_words_is_masked_and_they_are_not(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("user:pass@host/v1", "****@host/v1")]
    [InlineData("user:p/ss@host/v1", "****@host/v1")]
    [InlineData("user@host", "****@host")]
    [InlineData("https:/user:pass@host", "****@host")]
    [InlineData("https://host/v1#sk-abc", "https://host/v1#****")]
    [InlineData("http://user:p#ss@host/v1", "http://****@host/v1")]
    [InlineData("ftp://user:pass@host", "ftp://****@host")]
    [InlineData("host/me@home", "host/me@home")]
    [InlineData("sk-abc", "****")]
    [InlineData("host/v1", "host/v1")]
    public void A_text_specified_as_a_URL_shows_neither_user_part_nor_fragment(string text, string shown) => SecretMask.Url(text).ShouldBe(shown);

    [Fact]
    public void A_megabyte_of_foreign_text_takes_milliseconds()
    {
        const int Length = 1_000_000;
        string[] texts =
        [
            new string('a', Length) + '@', new('@', Length), new('=', Length), new(':', Length), new('/', Length), "http://" + new string(':', Length),
            string.Concat(Enumerable.Repeat("://", Length / 3)), string.Concat(Enumerable.Repeat("a://b@", Length / 6)),
            string.Concat(Enumerable.Repeat("a://b:c/", Length / 8)), string.Concat(Enumerable.Repeat("a://b/", Length / 6)) + '@',
            string.Concat(Enumerable.Repeat("key=", Length / 4)), string.Concat(Enumerable.Repeat("http://u:p@h ", Length / 13)), string.Concat(Enumerable.Repeat("a://b@c@", Length / 8)),
            string.Concat(Enumerable.Repeat("\u001b[", Length / 2)), string.Concat(Enumerable.Repeat("\u001b]", Length / 2)), new('\u200b', Length), $"\u001b[{new string('1', Length)}", new(' ', Length), new('-', Length),
        ];
        var secret = new Secret($"sk-{new string('k', 2000)}");
        foreach (var text in texts)
        {
            var clock = Stopwatch.StartNew();
            _ = SecretMask.ForDisplay("OPENAI_BASE_URL", text);
            _ = SecretMask.Url(text);
            _ = secret.Redact(text);
            clock.Elapsed.ShouldBeLessThan(QuadraticTime, text[..20]);
        }
    }

    [Theory]
    [InlineData("key sk-proj-0123\u200b456789abcdef, sorry", "key ****, sorry")]
    [InlineData("key \u001b[31msk-proj-\u001b[1;32m0123456789abcdef\u001b[0m, sorry", "key \u001b[31m****\u001b[0m, sorry")]
    [InlineData("key sk-\u2060pr\ufeffoj-0123\u00ad456789abcdef\u009b0m end", "key **** end")]
    [InlineData("key sk-proj-0123\U000e0041\ufe0f456789abcdef, sorry", "key ****, sorry")]
    [InlineData("pass\u200bword: hunter2", "pass\u200bword: ****")]
    [InlineData("key \u001b]8;;https://h/\u0007sk-proj-01234\u001b]8;;\u001b\\56789abcdef end", "key \u001b]8;;https://h/\u0007**** end")]
    [InlineData("{\"a\":\"sk-proj-0123\\u001b[0m456789abcdef\"}", "{\"a\":\"****\"}")]
    [InlineData("a \u001b[31mred\u001b[0m word\u200b and \u001b", "a \u001b[31mred\u001b[0m word\u200b and \u001b")]
    [InlineData("\u001b[32;1mName                           Value\u001b[0m\n\u001b[32;1m----                           -----\u001b[0m\nDB_PASSWORD                    hunter\n", "\u001b[32;1mName                           Value\u001b[0m\n\u001b[32;1m----                           -----\u001b[0m\nDB_PASSWORD                    ****\n")]
    public void A_secret_with_invisible_characters_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData(@"The key \u0073k-canaryAb3dEf6hIj9kLm2nOp5q is wrong", "The key **** is wrong")]
    [InlineData(@"The key sk-\\u0063anaryAb3dEf6hIj9kLm2nOp5q is wrong", "The key **** is wrong")]
    [InlineData("The key &#115;&#x6b;-canaryAb3dEf6hIj9kLm2nOp5q is wrong", "The key **** is wrong")]
    [InlineData("see https%3A%2F%2Fann%3Apassword%40h.example%2F", "see https%3A%2F%2F****%40h.example%2F")]
    [InlineData(@"https://evil.example\@h.example/ https://evil.example%40h.example/ https://evil.example:8443%40h.example/", @"https://evil.example\@h.example/ https://evil.example%40h.example/ https://evil.example:8443%40h.example/")]
    [InlineData("https://h.example/?next=%3Faccess_token%3Dabc%26page%3D2", "https://h.example/?next=%3Faccess_token%3D****%26page%3D2")]
    [InlineData(@"{""password"":""x"",""url"":""https:\/\/ann:password@h.example\/""}", @"{""password"":""****"",""url"":""https:\/\/****@h.example\/""}")]
    [InlineData(@"C:\Users\ann\temp\new\file.txt", @"C:\Users\ann\temp\new\file.txt")]
    [InlineData("100% &amp; more \\o/ %zz &#; &#x; \\u12", "100% &amp; more \\o/ %zz &#; &#x; \\u12")]
    public void An_escaped_secret_is_masked_and_the_rest_is_unchanged(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);
}
