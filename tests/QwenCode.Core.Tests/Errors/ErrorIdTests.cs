using System.Reflection;
using System.Text.RegularExpressions;
using QwenCode.Errors;

namespace QwenCode.Core.Tests.Errors;

public sealed partial class ErrorIdTests
{
    private static readonly string[] Ids = Enum.GetNames<ErrorId>();

    [Fact]
    public void Every_id_is_in_the_table_and_no_category_is_in_vain() =>
        Enum.GetValues<ErrorId>().Select(id => ErrorTable.Of(id).Category).Distinct().ShouldBe(Enum.GetValues<ErrorCategoryName>(), ignoreOrder: true);

    [Fact]
    public void Every_id_has_a_message_and_every_message_says_what_to_do()
    {
        var errors = Messages().ToList();

        errors.Select(error => error.Exception.ErrorId).Distinct().ShouldBe(Ids, ignoreOrder: true);
        errors.Where(error => error.Exception.RecommendedAction.Length == 0 || !error.Exception.Message.EndsWith(error.Exception.RecommendedAction, StringComparison.Ordinal))
            .Select(error => error.Name).ShouldBeEmpty();
    }

    [Fact]
    public void An_error_with_a_further_sentence_keeps_its_id() =>
        Messages().Where(error => error.Exception.With("More.").Id != error.Exception.Id).ShouldBeEmpty();

    [Fact]
    public void The_guide_has_each_id_once_with_its_meaning_what_to_do_and_what_happens_with_several_inputs()
    {
        var rows = File.ReadLines(Path.Join(Root, "docs", "guides", "errors.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray()).ToList();

        rows.Select(row => row[0].Trim('`')).ShouldBe(Ids, ignoreOrder: true);
        rows.ShouldAllBe(row => row.Length == 4 && row.All(cell => cell.Length > 0));
        foreach (var row in rows)
            row[3].ShouldBe(ErrorTable.Of(Enum.Parse<ErrorId>(row[0].Trim('`'))).EndsCommand ? "ends" : "continues", row[0]);
    }

    [Theory]
    [InlineData("about_QwenCode.md")]
    [InlineData("Connect-Qwen.md")]
    public void The_help_lists_ids_that_exist(string page)
    {
        foreach (var folder in Directory.GetDirectories(Path.Join(Root, "docs"), "*-*"))
        {
            var texts = File.ReadAllLines(Path.Join(folder, page)).Where(line => line.Contains("`NoAuthentication`", StringComparison.Ordinal));
            texts.SelectMany(Words).Except([.. Ids, "FullyQualifiedErrorId", "TargetObject", "Status", "Ready"]).ShouldBeEmpty(folder);
        }
    }

    [Fact]
    public void Code_compares_ids_and_neither_their_texts_nor_messages()
    {
        // .NET has no code for what this one looks for.
        const string Exception = "NetworkFailures.cs";
        var files = Directory.GetFiles(Path.Join(Root, "src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        files.SelectMany(File.ReadLines).Where(line => Comparison().IsMatch(line)).ShouldBeEmpty();
        files.Where(file => Path.GetFileName(file) != Exception).SelectMany(File.ReadLines).Where(line => MessageComparison().IsMatch(line)).ShouldBeEmpty();
    }

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Join(folder, "QwenCode.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Word();

    [GeneratedRegex(@"ErrorId\)?\s*(==|!=|is|:)|\bcontext\.Status\s*(==|!=|is)")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\b(exception|failure|e|error|cause)\.Message(\.(Contains|StartsWith|EndsWith|Equals|IndexOf)|\s*(==|!=))")]
    private static partial Regex MessageComparison();

    private static IEnumerable<(string Name, QwenException Exception)> Messages() =>
        from method in typeof(QwenErrors).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where typeof(QwenException).IsAssignableFrom(method.ReturnType)
        select (method.Name, (QwenException)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!);

    private static object? Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "word",
        var type when type == typeof(Exception) => new IOException("words"),
        var type when type == typeof(ServiceFailure) => new ServiceFailure { Endpoint = "https://h/v1" },
        { IsValueType: true } type when Nullable.GetUnderlyingType(type) is null => Activator.CreateInstance(type),
        _ => null,
    };
}
