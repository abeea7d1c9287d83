namespace QwenCode.Core.Tests.Authentication;

/// <summary>Each cell of the table, with strictness and without.</summary>
public sealed class TrustTableTests
{
    private const string Canary = "canary-0123456789";

    public static IEnumerable<TheoryDataRow<char, char, char, bool>> Keys => Rows(TrustTable.Keys);

    public static IEnumerable<TheoryDataRow<char, char, char, bool>> Pairs => Rows(TrustTable.Pairs);

    public static IEnumerable<TheoryDataRow<char, char, char, bool>> Models => Rows(TrustTable.Models);

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_sent_only_to_endpoints_of_its_author_or_the_user(char key, char url, char cell, bool isStrict)
    {
        using var folder = new TemporaryFolder();
        var context = url == 'D'
            ? TrustTable.Resolve(folder, "key", Canary, key, "", ' ', isStrict)
            : TrustTable.Resolve(folder, "key", Canary, key, "https://evil.example/v1", url, isStrict);

        Check(context, cell, isStrict, $"key of {TrustTable.Origins[key]}, URL of {TrustTable.Origins[url]}");
        (context.Key()?.Reveal()).ShouldBe(context.Failure is null ? Canary : null);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_key_leaves_the_base_URL_of_its_own_source_only_after_a_warning(char key, char url, char cell, bool isStrict)
    {
        const string Own = "https://own.example/v1";
        using var folder = new TemporaryFolder();
        using var same = new TemporaryFolder();
        var what = $"key and URL of {TrustTable.Origins[key]}, URL of {TrustTable.Origins[url]}";

        var context = TrustTable.ResolvePair(folder, Canary, key, Own, url, "https://other.example/v1", isStrict);

        Check(context, cell, isStrict, what);
        (context.Key()?.Reveal()).ShouldBe(context.Failure is null ? Canary : null, what);
        if (cell == 'w' && !isStrict)
            context.Warnings.Count(warning => warning.Contains("other.example", StringComparison.Ordinal)).ShouldBe(1, what);

        // Another path of one host is not another destination if the user or the key's author sets it.
        if (url is 'P' or 'S' or 'E' or 'H')
            Check(TrustTable.ResolvePair(same, Canary, key, Own, url, "https://own.example/v2", isStrict), '.', isStrict, $"{what}, of one host");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_of_a_project_refers_to_no_other_variable_of_the_user(char model, char url, char cell, bool isStrict)
    {
        using var folder = new TemporaryFolder();

        var context = TrustTable.Resolve(folder, "model", Canary, model, "http://127.0.0.1:1/v1", url, isStrict);

        Check(context, cell, isStrict, $"model of {TrustTable.Origins[model]}, URL of {TrustTable.Origins[url]}");
        context.Endpoint?.Model!.Value.ShouldBe(Canary);
    }

    [Fact]
    public void The_table_has_at_least_three_hundred_rows() => (Keys.Count() + Models.Count()).ShouldBeGreaterThan(300);

    private static void Check(AuthContext context, char cell, bool isStrict, string what)
    {
        var isRefused = cell == 'R' || (cell == 'w' && isStrict);
        (context.Endpoint is not null).ShouldBe(!isRefused, $"{what}: {context.StatusMessage}");
        (context.Endpoint is { IsDoubtful: true }).ShouldBe(cell == 'w' && !isStrict, what);
        if (isRefused)
            Should.Throw<QwenException>(() => context.EnsureUsable()).ErrorId.ShouldBe("UntrustedEndpoint");
        string[] shown = [context.Status, $"{context.StatusMessage}", .. context.Warnings, .. context.Sources.Select(s => s.ToString()), context.ToString(), $"{context.Model}"];
        if (cell == 'R')
            shown.ShouldAllBe(text => !text.Contains(Canary, StringComparison.Ordinal));
    }

    private static IEnumerable<TheoryDataRow<char, char, char, bool>> Rows(string[] table) =>
        from cell in TrustTable.Cells(table)
        from isStrict in new[] { false, true }
        select new TheoryDataRow<char, char, char, bool>(cell.Row, cell.Column, cell.Cell, isStrict);
}
