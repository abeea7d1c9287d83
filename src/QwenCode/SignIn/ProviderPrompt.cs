using QwenCode.Authentication;
using QwenCode.Catalogue;

namespace QwenCode.SignIn;

/// <summary>Prompts for a vendor, and for one of its regions and plans.</summary>
internal sealed class ProviderPrompt(Prompts prompts)
{
    private static readonly IReadOnlyList<IGrouping<string, Provider>> Vendors = [.. Providers.All.GroupBy(provider => provider.Vendor)];

    /// <summary>The choice with the provider or base URL that the user entered; <see langword="null"/> if the user entered nothing.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="kept">The provider that an empty line keeps; <see langword="null"/> if none is in effect.</param>
    public AuthChoice? Prompt(AuthChoice choice, string? kept)
    {
        prompts.Write("Providers:");
        prompts.List([.. Vendors.Select(vendor => (vendor.Key, vendor.Count() > 1 ? $"{vendor.Count()} regions and plans" : vendor.First().Description is var text && text != vendor.Key ? text : ""))]);
        while (true)
        {
            var answer = prompts.Read(kept is null ? "Provider or base URL (Enter lets the key decide)" : $"Provider or base URL (Enter keeps {kept})");
            if (answer is null || answer.Equals(kept, StringComparison.OrdinalIgnoreCase))
                return null;
            if (Find(answer) is { } rows)
                return WithUrl(choice, rows.Count > 1 ? PromptForRegion(rows) : rows[0]);
            if (answer.AsSpan().ContainsAny(".:/"))
                return choice with { BaseUrl = answer };
            prompts.Reject(answer, "a provider", Suggestion.Find(answer, Providers.All.Select(provider => provider.Name).Concat(Vendors.Select(vendor => vendor.Key))));
        }
    }

    // A provider's own name means it and no other; a vendor's, all of its regions and plans.
    private static List<Provider>? Find(string answer)
    {
        if (Providers.All.FirstOrDefault(provider => provider.Name.Equals(answer, StringComparison.OrdinalIgnoreCase)) is { } named)
            return [named];
        var vendor = Prompts.Numbered(answer, Vendors)?.Key
            ?? Vendors.FirstOrDefault(group => group.Key.Equals(answer, StringComparison.OrdinalIgnoreCase))?.Key
            ?? (Providers.TryGet(answer, out var other) ? other.Vendor : null);
        return vendor is null ? null : [.. Providers.All.Where(provider => provider.Vendor == vendor)];
    }

    private Provider PromptForRegion(List<Provider> rows)
    {
        prompts.Write($"{rows[0].Vendor}:");
        prompts.List([.. rows.Select(row => (row.Name, row.Description))]);
        while (true)
        {
            if (prompts.Read($"Region or plan (Enter takes {rows[0].Name})") is not { } answer)
                return rows[0];
            if (Prompts.Numbered(answer, rows) is { } numbered)
                return numbered;
            if (rows.Find(row => row.Name.Equals(answer, StringComparison.OrdinalIgnoreCase)) is { } named)
                return named;
            prompts.Reject(answer, "one of these", Suggestion.Find(answer, rows.Select(row => row.Name)));
        }
    }

    private AuthChoice WithUrl(AuthChoice choice, Provider provider) => choice with
    {
        Provider = provider.Name,
        BaseUrl = provider.BaseUrl is null ? prompts.Read($"Base URL of {provider.Name}, such as {provider.UrlExample}") : null,
    };
}
