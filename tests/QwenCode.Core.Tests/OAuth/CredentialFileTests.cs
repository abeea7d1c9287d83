using System.Text;
using System.Text.Json;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

public sealed class CredentialFileTests : IDisposable
{
    private const string AsQwenCodeWritesIt = """
        {
          "access_token": "at-1",
          "token_type": "Bearer",
          "refresh_token": "rt-1",
          "resource_url": "portal.qwen.ai",
          "expiry_date": 1764876220290
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qwencode-file-");
    private readonly OAuthTestTime _time = new();
    private readonly CredentialFile _file;

    public CredentialFileTests() => _file = new CredentialFile(Path.Combine(_folder.FullName, ".qwen", CredentialFile.Name), _time);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_lock_is_beside_the_file()
    {
        _file.Path.ShouldBe(Path.Combine(_folder.FullName, ".qwen", "oauth_creds.json"));
        _file.LockPath.ShouldBe(Path.Combine(_folder.FullName, ".qwen", "oauth_creds.lock"));
    }

    [Fact]
    public void A_missing_file_is_not_a_credential()
    {
        _file.Read().ShouldBeNull();
        _file.Peek().ShouldBeNull();
        _file.Storage.Remove().ShouldBeFalse();
    }

    [Fact]
    public void A_file_of_Qwen_Code_is_read()
    {
        Put(AsQwenCodeWritesIt);
        var login = _file.Read().ShouldNotBeNull();
        login.AccessToken.Reveal().ShouldBe("at-1");
        login.RefreshToken.Reveal().ShouldBe("rt-1");
        login.ResourceUrl.ShouldBe("portal.qwen.ai");
        login.ExpiresAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1764876220290));
    }

    [Fact]
    public void A_file_of_Qwen_Code_is_rewritten_byte_by_byte()
    {
        Put(AsQwenCodeWritesIt);
        _file.Storage.Write(_file.Read()!);
        File.ReadAllText(_file.Path).ReplaceLineEndings("\n").ShouldBe(AsQwenCodeWritesIt.ReplaceLineEndings("\n"));
        File.ReadAllBytes(_file.Path)[0].ShouldBe((byte)'{');
    }

    [Fact]
    public void A_rewrite_keeps_unknown_members_unchanged()
    {
        Put("""{"id_token":"eyJ+/=ü","nested":{"a":[1,2.50,null]},"access_token":"a","token_type":"Bearer","refresh_token":"r","resource_url":null,"expiry_date":1.5e12}""");
        _file.Storage.Write(_file.Read()! with { AccessToken = new Secret("b") });
        using var json = JsonDocument.Parse(File.ReadAllBytes(_file.Path));
        json.RootElement.GetProperty("access_token").GetString().ShouldBe("b");
        json.RootElement.GetProperty("nested").GetProperty("a")[1].GetRawText().ShouldBe("2.50");
        json.RootElement.GetProperty("resource_url").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("expiry_date").GetInt64().ShouldBe(1500000000000);
        File.ReadAllText(_file.Path).ShouldContain("\"id_token\": \"eyJ+/=ü\"");
    }

    [Fact]
    public void Without_a_resource_url_none_is_written()
    {
        _file.Storage.Write(Login() with { ResourceUrl = null });
        File.ReadAllText(_file.Path).ShouldNotContain("resource_url");
    }

    [Fact]
    public void A_byte_order_mark_is_ignored()
    {
        Put("\uFEFF" + AsQwenCodeWritesIt);
        _file.Read().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("[]", "JSON object")]
    [InlineData("null", "JSON object")]
    [InlineData("not JSON", "not valid JSON")]
    [InlineData("{\"access_token\":\"at-canary", "not valid JSON")]
    [InlineData("{\"token_type\":\"Bearer\",\"refresh_token\":\"rt-canary\",\"expiry_date\":1}", "access_token")]
    [InlineData("{\"access_token\":\"\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-canary\",\"expiry_date\":1}", "access_token")]
    [InlineData("{\"access_token\":\"at-canary\",\"token_type\":\"Bearer\",\"expiry_date\":1}", "refresh_token")]
    [InlineData("{\"access_token\":\"at-canary\",\"refresh_token\":\"rt-canary\",\"expiry_date\":1}", "token_type")]
    [InlineData("{\"access_token\":\"at-canary\",\"token_type\":\"Bearer\",\"refresh_token\":7,\"expiry_date\":1}", "refresh_token")]
    [InlineData("{\"access_token\":\"at-canary\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-canary\"}", "expiry_date")]
    [InlineData("{\"access_token\":\"at-canary\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-canary\",\"expiry_date\":\"1\"}", "expiry_date")]
    public void The_error_of_a_broken_file_shows_what_to_do_and_the_file_is_not_changed(string content, string defect)
    {
        Put(content);
        var error = Should.Throw<QwenException>(() => _file.Read());
        error.ErrorId.ShouldBe("CredentialFileInvalid");
        error.Message.ShouldContain(_file.Path);
        error.Message.ShouldContain(defect);
        error.RecommendedAction.ShouldContain("Connect-Qwen -Method OAuth -Force");
        error.ToString().ShouldNotContain("canary");
        File.ReadAllText(_file.Path).ShouldBe(content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"access_token\":\"at-canary")]
    [InlineData("{}}")]
    public async Task A_file_that_is_being_overwritten_is_read_again(string half)
    {
        _time.WaitsPass = false;
        Put(half);
        foreach (var read in new Func<Task<OAuthCredentials?>>[] { () => Task.Run(_file.Read), () => _file.ReadAsync(mayBeKnown: true, OAuthStage.Cancellation).AsTask() })
        {
            var begun = _time.WaitBegun;
            var reading = read();
            await begun;
            begun = _time.WaitBegun;
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await begun;
            Put(AsQwenCodeWritesIt);
            _time.Advance(TimeSpan.FromMilliseconds(50));
            (await reading)!.AccessToken.Reveal().ShouldBe("at-1");
            Put(half);
        }
    }

    [Fact]
    public async Task A_file_that_stays_incomplete_is_an_error_after_half_a_second_and_then_at_once()
    {
        Put("{\"access_token\":");
        var start = _time.GetUtcNow();
        Should.Throw<QwenException>(() => _file.Read()).ErrorId.ShouldBe("CredentialFileInvalid");
        var waited = _time.GetUtcNow() - start;
        await Should.ThrowAsync<QwenException>(async () => await _file.ReadAsync(mayBeKnown: true, OAuthStage.Cancellation));

        waited.ShouldBe(TimeSpan.FromMilliseconds(450));
        (_time.GetUtcNow() - start).ShouldBe(waited);
    }

    [Fact]
    public async Task Reading_again_ends_when_it_is_cancelled()
    {
        _time.WaitsPass = false;
        Put("");
        using var cancellation = new CancellationTokenSource();
        var begun = _time.WaitBegun;
        var reading = _file.ReadAsync(mayBeKnown: true, cancellation.Token).AsTask();
        await begun;
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public void A_file_with_other_content_is_an_error_at_once()
    {
        var start = _time.GetUtcNow();
        Put("[1]");
        Should.Throw<QwenException>(() => _file.Read());
        _time.GetUtcNow().ShouldBe(start);
    }

    [Fact]
    public void An_expiry_out_of_range_is_limited()
    {
        Put(AsQwenCodeWritesIt.Replace("1764876220290", "1e300"));
        _file.Read()!.ExpiresAt.Year.ShouldBe(9999);
        Put(AsQwenCodeWritesIt.Replace("1764876220290", "-5"));
        _file.Read()!.ExpiresAt.ShouldBe(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void An_unchanged_file_is_read_once()
    {
        Put(AsQwenCodeWritesIt, writtenAgo: TimeSpan.FromMinutes(1));
        _file.Read().ShouldBeSameAs(_file.Read());
    }

    [Fact]
    public void A_rewrite_by_another_process_is_detected()
    {
        Put(AsQwenCodeWritesIt, writtenAgo: TimeSpan.FromMinutes(2));
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-1");
        Put(AsQwenCodeWritesIt.Replace("at-1", "at-2"), writtenAgo: TimeSpan.FromMinutes(1));
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-2");
    }

    [Fact]
    public void Two_rewrites_at_the_same_time_are_distinguished()
    {
        Put(AsQwenCodeWritesIt);
        var moment = File.GetLastWriteTimeUtc(_file.Path);
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-1");
        Put(AsQwenCodeWritesIt.Replace("at-1", "at-2"));
        File.SetLastWriteTimeUtc(_file.Path, moment);
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-2");
    }

    [Fact]
    public void A_rewrite_of_another_length_at_the_same_time_is_detected()
    {
        Put(AsQwenCodeWritesIt, writtenAgo: TimeSpan.FromMinutes(1));
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-1");
        Put(AsQwenCodeWritesIt.Replace("at-1", "at-1000"), writtenAgo: TimeSpan.FromMinutes(1));
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-1000");
    }

    [Fact]
    public void A_file_that_was_written_two_seconds_ago_is_read_again()
    {
        Put(AsQwenCodeWritesIt, writtenAgo: TimeSpan.FromSeconds(2));
        _file.Read().ShouldNotBeSameAs(_file.Read());
    }

    [Fact]
    public void A_removal_of_the_file_is_detected()
    {
        Put(AsQwenCodeWritesIt, writtenAgo: TimeSpan.FromMinutes(1));
        _file.Read().ShouldNotBeNull();
        File.Delete(_file.Path);
        _file.Read().ShouldBeNull();
    }

    [Fact]
    public void No_temporary_file_is_left()
    {
        _file.Storage.Write(Login());
        _file.Storage.Write(Login());
        Directory.GetFiles(Path.GetDirectoryName(_file.Path)!).ShouldBe([_file.Path]);
    }

    [Fact]
    public void Old_leftovers_of_killed_processes_are_removed()
    {
        Put(AsQwenCodeWritesIt);
        var (old, young, future) = ($"{_file.Path}.tmp.old", $"{_file.Path}.tmp.young", $"{_file.Path}.tmp.future");
        File.WriteAllText(future, "{\"access_tok");
        File.SetLastWriteTimeUtc(future, _time.GetUtcNow().UtcDateTime.AddYears(1));
        File.WriteAllText(old, "{\"access_tok");
        File.WriteAllText(young, "{\"access_tok");
        File.SetLastWriteTimeUtc(old, _time.GetUtcNow().UtcDateTime.AddMinutes(-2));
        _file.Storage.Write(Login());
        File.Exists(old).ShouldBeFalse();
        File.Exists(future).ShouldBeFalse();
        File.Exists(young).ShouldBeTrue();
    }

    [Fact]
    public void The_error_names_a_file_that_cannot_be_written()
    {
        File.WriteAllText(Path.GetDirectoryName(_file.Path)!, "a file where the folder should be");
        var error = Should.Throw<QwenException>(() => _file.Storage.Write(Login()));
        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldContain(_file.Path);
        error.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public void Readers_see_the_complete_old_or_new_file()
    {
        _file.Storage.Write(Login());
        var writers = Enumerable.Range(0, 200);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var other = new CredentialFile(_file.Path, _time);
            for (; !done.IsCancellationRequested; other.Peek().ShouldNotBeNull())
            {
            }
        });
        Parallel.ForEach(writers, i => _file.Storage.Write(Login() with { ResourceUrl = new string('x', i * 10) }));
        done.Cancel();
        Should.NotThrow(() => reader.GetAwaiter().GetResult());
    }

    private static OAuthCredentials Login() => new()
    {
        AccessToken = new Secret("at-canary"),
        RefreshToken = new Secret("rt-canary"),
        ResourceUrl = "portal.qwen.ai",
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(1764876220290),
    };

    private void Put(string content, TimeSpan? writtenAgo = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        File.WriteAllText(_file.Path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (writtenAgo is { } ago)
            File.SetLastWriteTimeUtc(_file.Path, (_time.GetUtcNow() - ago).UtcDateTime);
    }
}
