using QwenCode.Catalogue;

namespace QwenCode.Core.Tests.Catalogue;

/// <summary>What the pages say about providers is what the catalogue has.</summary>
public sealed class ProviderPagesTests
{
    [Fact]
    public void The_guide_has_each_provider_with_its_variable_and_the_beginning_of_its_keys()
    {
        var table = Page("docs", "guides", "providers.md").Split('\n').SkipWhile(line => !line.StartsWith("| provider | three lines |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|')).Skip(2).ToList();

        foreach (var provider in Providers.All)
        {
            var row = table.Find(line => line.Contains($"-Provider {provider.Name}`", StringComparison.Ordinal) || line.Contains($"-Provider {provider.Name} ", StringComparison.Ordinal) || line.Contains($"`{provider.Name}`", StringComparison.Ordinal));
            row.ShouldNotBeNull(provider.Name);
            if (!provider.IsLocal)
                row.ShouldContain($"$env:{provider.KeyVariable} = ", customMessage: provider.Name);
            if (provider.KeyPrefixes is [var prefix, ..])
                row.ShouldContain($"'{prefix}…'", customMessage: provider.Name);
        }
    }

    [Fact]
    public void The_topic_on_authentication_names_each_variable_for_a_key()
    {
        var topic = Page("docs", "en-US", "about_QwenCode_Authentication.md");

        foreach (var provider in Providers.All.Where(provider => !provider.IsLocal))
            topic.ShouldContain($"`{provider.KeyVariable}`");
    }

    private static string Page(params string[] path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "QwenCode.psd1")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return File.ReadAllText(Path.Join([folder, .. path]));
    }
}
