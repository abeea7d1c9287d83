using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>A renewal whose result cannot be stored: before the refresh token is used, and after.</summary>
public sealed class UnstoredCredentialTests
{
    [Fact]
    public async Task A_credential_whose_renewal_could_not_be_stored_is_not_renewed_and_stays()
    {
        await using var stage = await OAuthStage.StartAsync();
        var (file, source) = Unwritable(stage);
        file.Put(stage.StoreExpiredLogin());

        var error = await Should.ThrowAsync<QwenException>(() => source.GetAsync(OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldContain("was not renewed");
        error.Message.ShouldContain(file.Path);
        error.RecommendedAction.ShouldContain("has free space");
        stage.Requests.ShouldBeEmpty();
        Directory.GetFiles(stage.Folder, "*.lock").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_old_token_is_used_while_the_next_one_could_not_be_stored()
    {
        await using var stage = await OAuthStage.StartAsync();
        var (file, source) = Unwritable(stage);
        var old = stage.StoreCredential(TimeSpan.FromSeconds(20));
        file.Put(old);

        (await source.GetAsync(OAuthStage.Cancellation)).HasAccessToken(old.AccessToken).ShouldBeTrue();

        stage.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rejected_token_is_not_renewed_either()
    {
        await using var stage = await OAuthStage.StartAsync();
        var (file, source) = Unwritable(stage);
        var old = stage.StoreCredential(TimeSpan.FromHours(1));
        file.Put(old);

        (await Should.ThrowAsync<QwenException>(() => source.RefreshAfterRejectionAsync(old.AccessToken, OAuthStage.Cancellation)))
            .ErrorId.ShouldBe("CredentialFileUnwritable");

        stage.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sign_in_that_cannot_be_stored_is_an_error_before_the_approval()
    {
        await using var stage = await OAuthStage.StartAsync();
        var (file, source) = Unwritable(stage);
        var flow = new SignInFlow(stage.Server, source, stage.Transport, Timeout.InfiniteTimeSpan);

        var error = await Should.ThrowAsync<QwenException>(() => flow.SignInAsync(_ => { }, _ => { }, OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldContain(file.Path);
        stage.Requests.ShouldBeEmpty();
        Directory.Exists(stage.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_credential_that_cannot_be_stored_after_the_refresh_is_used_by_all_requests_and_stored_later()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        using var broken = new Breakable(stage);

        var login = await broken.Source.GetAsync(OAuthStage.Cancellation);
        var others = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => broken.Source.GetAsync(OAuthStage.Cancellation))));

        login.AccessToken.Reveal().ShouldBe(stage.Service.OAuth.Issued[^1].AccessToken);
        others.ShouldAllBe(other => other == login);
        broken.Source.Find().ShouldBe(login);
        stage.Requests.Count.ShouldBe(1);
        var warning = broken.Source.Warning.ShouldNotBeNull();
        warning.ShouldContain(stage.File.Path);
        warning.ShouldNotContain(login.AccessToken.Reveal());
        warning.ShouldNotContain(login.RefreshToken.Reveal());

        broken.Mend();
        await StoredAsync(stage, broken.Source, login);
        (await stage.NewSource().GetAsync(OAuthStage.Cancellation)).HasAccessToken(login.AccessToken).ShouldBeTrue();
        stage.Requests.Count.ShouldBe(1);
        broken.Source.Warning.ShouldBeNull();
    }

    [Fact]
    public async Task An_unstored_credential_is_stored_without_another_request()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        using var broken = new Breakable(stage);
        var begun = stage.Time.WaitBegun;
        var login = await broken.Source.GetAsync(OAuthStage.Cancellation);
        await begun;

        broken.Mend();
        stage.Time.Advance(TimeSpan.FromSeconds(1));

        await StoredAsync(stage, source: null, login);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unstored_credential_is_renewed_in_memory_when_it_is_due(bool canLock)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        using var broken = new Breakable(stage);
        var first = await broken.Source.GetAsync(OAuthStage.Cancellation);

        if (canLock)
            broken.RefuseFiles();
        stage.Time.Advance(TimeSpan.FromHours(1));
        var second = await WhileTimePassesAsync(stage, broken.Source.GetAsync(OAuthStage.Cancellation));

        second.HasAccessToken(first.AccessToken).ShouldBeFalse();
        second.AccessToken.Reveal().ShouldBe(stage.Service.OAuth.Issued[^1].AccessToken);
        broken.Mend();
        await StoredAsync(stage, broken.Source, second);
    }

    [Fact]
    public async Task Another_credential_that_is_stored_meanwhile_takes_precedence()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        using var broken = new Breakable(stage);
        await broken.Source.GetAsync(OAuthStage.Cancellation);

        broken.Mend();
        var theirs = stage.StoreCredential(TimeSpan.FromHours(1));

        (await broken.Source.GetAsync(OAuthStage.Cancellation)).HasAccessToken(theirs.AccessToken).ShouldBeTrue();
        await UntilAsync(stage, () => Task.FromResult(broken.Source.Warning is null));
        stage.File.Peek()!.HasAccessToken(theirs.AccessToken).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unstored_credential_that_is_removed_is_not_stored_later()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        using var broken = new Breakable(stage);
        await broken.Source.GetAsync(OAuthStage.Cancellation);
        broken.Mend();

        (await broken.Source.RemoveAsync(OAuthStage.Cancellation)).ShouldBeTrue();

        (await Should.ThrowAsync<QwenException>(() => broken.Source.GetAsync(OAuthStage.Cancellation))).ErrorId.ShouldBe("NoAuthentication");
        stage.Time.Advance(TimeSpan.FromMinutes(5));
        File.Exists(stage.File.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_rejection_removes_an_unstored_credential()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        using var broken = new Breakable(stage);
        var login = await broken.Source.GetAsync(OAuthStage.Cancellation);
        stage.Service.OAuth.RevokeRefreshTokens();

        (await Should.ThrowAsync<QwenException>(() => broken.Source.RefreshAfterRejectionAsync(login.AccessToken, OAuthStage.Cancellation)))
            .ErrorId.ShouldBe("CredentialRejected");

        broken.Source.Warning.ShouldBeNull();
    }

    [Fact]
    public async Task An_approved_credential_whose_folder_was_removed_meanwhile_is_not_lost()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        using var broken = new Breakable(stage);
        var login = stage.StoreCredential(TimeSpan.FromHours(1));
        File.Delete(stage.File.Path);
        broken.Break();

        await broken.Source.StoreAsync(login, OAuthStage.Cancellation);

        broken.Source.Warning.ShouldNotBeNull();
        (await broken.Source.GetAsync(OAuthStage.Cancellation)).ShouldBe(login);
        broken.Mend();
        await StoredAsync(stage, broken.Source, login);
    }

    [Fact]
    public async Task A_sign_in_to_another_account_during_a_refresh_is_kept_and_used()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        OAuthCredentials? theirs = null;
        var source = stage.NewSource(() => theirs = stage.StoreCredential(TimeSpan.FromHours(1)));

        (await source.GetAsync(OAuthStage.Cancellation)).HasAccessToken(theirs!.AccessToken).ShouldBeTrue();

        stage.File.Peek()!.HasAccessToken(theirs.AccessToken).ShouldBeTrue();
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File.Path]);
    }

    // As a file system has it whose names are at most 255 bytes: the file itself can be read, and nothing can be written beside it.
    private static (LongNamedFile File, TokenSource Source) Unwritable(OAuthStage stage)
    {
        var file = new LongNamedFile(Path.Combine(stage.Folder, new string('x', 240)));
        return (file, new TokenSource(new CredentialFile(file.Path, stage.Time), new TokenRefresh(stage.Server, () => stage.Transport), stage.Time));
    }

    private static Task StoredAsync(OAuthStage stage, TokenSource? source, OAuthCredentials login) => UntilAsync(stage, async () =>
    {
        if (source is not null)
            await source.GetAsync(OAuthStage.Cancellation);
        return stage.File.Peek()?.HasAccessToken(login.AccessToken) == true && source?.Warning is null;
    });

    private static async Task<T> WhileTimePassesAsync<T>(OAuthStage stage, Task<T> task)
    {
        await UntilAsync(stage, () => Task.FromResult(task.IsCompleted));
        return await task;
    }

    // Two that want the lock wait for each other by this clock, an attempt in the background too.
    private static async Task UntilAsync(OAuthStage stage, Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(10, OAuthStage.Cancellation);
            stage.Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private sealed record LongNamedFile(string Path)
    {
        public void Put(OAuthCredentials login) => File.WriteAllBytes(Path, CredentialJson.Write(login));
    }

    /// <summary>A source whose folder is out of reach from the moment at which the answer to a refresh arrives.</summary>
    private sealed class Breakable : IDisposable
    {
        private readonly OAuthStage _stage;
        private readonly string _away;
        private bool _isBroken;

        public Breakable(OAuthStage stage)
        {
            (_stage, _away) = (stage, $"{stage.Folder}-away");
            Source = stage.NewSource(Break);
        }

        public TokenSource Source { get; }

        public void Break()
        {
            if (_isBroken)
                return;
            _isBroken = true;
            File.Delete(_stage.File.LockPath);
            Directory.Move(_stage.Folder, _away);
            File.WriteAllText(_stage.Folder, "a file in place of the folder");
        }

        // The lock can be created, but no credential file beside it.
        public void RefuseFiles()
        {
            Mend();
            _isBroken = true;
            File.Move(_stage.File.Path, $"{_stage.File.Path}-away");
            File.CreateSymbolicLink(_stage.File.Path, Path.Combine(_stage.Folder, "nothing"));
        }

        public void Mend()
        {
            _isBroken = false;
            if (File.Exists(_stage.Folder))
            {
                File.Delete(_stage.Folder);
                MoveBack();
            }
            else if (File.Exists($"{_stage.File.Path}-away"))
            {
                File.Move($"{_stage.File.Path}-away", _stage.File.Path, overwrite: true);
            }
        }

        public void Dispose() => Mend();

        // An attempt to store may create the folder again at the same time.
        private void MoveBack()
        {
            try
            {
                Directory.Move(_away, _stage.Folder);
            }
            catch (IOException) when (Directory.Exists(_stage.Folder))
            {
                Directory.Delete(_away, recursive: true);
            }
        }
    }
}
