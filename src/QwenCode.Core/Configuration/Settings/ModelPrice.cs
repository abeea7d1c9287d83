using System.Text.Json;

namespace QwenCode.Configuration;

/// <summary>A model's price per million tokens in the settings: <c>billing.modelPrices</c>, or <c>modelPricing</c> of other versions of Qwen Code.</summary>
/// <param name="Currency">The currency; <c>USD</c> unless <c>billing.currency</c> names another.</param>
/// <param name="Input">The price of the tokens of requests.</param>
/// <param name="CachedInput">The price of those that came from the service's cache.</param>
/// <param name="Output">The price of the tokens of answers.</param>
internal sealed record ModelPrice(string Currency, decimal Input, decimal CachedInput, decimal Output)
{
    private const decimal Million = 1_000_000;

    // What a service reports may be any number; the product with the largest price is still a decimal.
    private const long MostTokens = 1_000_000_000_000_000;
    private const string DefaultCurrency = "USD";
    private const int LongestCurrency = 8;

    private static readonly string[] Sections = ["billing.modelPrices", "modelPricing"];

    /// <summary>The cost of so many tokens.</summary>
    public decimal Of(long input, long cachedInput, long output)
    {
        (input, output) = (Math.Clamp(input, 0, MostTokens), Math.Clamp(output, 0, MostTokens));
        var cached = Math.Clamp(cachedInput, 0, input);
        return (((input - cached) * Input) + (cached * CachedInput) + (output * Output)) / Million;
    }

    /// <summary>The price of a model, of the first file that has one; <see langword="null"/> if none has.</summary>
    /// <param name="files">The settings, those that take precedence first.</param>
    /// <param name="model">The model.</param>
    public static ModelPrice? Find(IEnumerable<SettingsFile> files, string model)
    {
        foreach (var file in files)
        {
            foreach (var section in Sections)
            {
                if (file.Member(section) is { ValueKind: JsonValueKind.Object } prices && (Read(prices, model, file) ?? Read(prices, $"openai:{model}", file)) is { } price)
                    return price;
            }
        }

        return null;
    }

    private static ModelPrice? Read(JsonElement prices, string key, SettingsFile file)
    {
        if (SettingsFile.Find(prices, key) is not { ValueKind: JsonValueKind.Object } price)
            return null;
        var (input, output) = (Number(price, "input", "inputPerMillionTokens"), Number(price, "output", "outputPerMillionTokens"));
        if (input is null && output is null)
            return null;
        var discounts = SettingsFile.Find(price, "discounts") ?? default;
        var inputDiscount = Number(discounts, "input") ?? 1;
        var cached = Number(price, "cachedInput", "cachedInputPerMillionTokens");
        var cachedDiscount = Number(discounts, "cachedInput") ?? (cached is null ? inputDiscount : 1);
        return new ModelPrice(CurrencyOf(file), (input ?? 0) * inputDiscount, (cached ?? input ?? 0) * cachedDiscount, (output ?? 0) * (Number(discounts, "output") ?? 1));
    }

    private static decimal? Number(JsonElement element, params string[] names)
    {
        foreach (var name in names)
        {
            if (element.ValueKind == JsonValueKind.Object && SettingsFile.Find(element, name) is { ValueKind: JsonValueKind.Number } number
                && number.TryGetDecimal(out var value) && value is >= 0 and <= Million)
            {
                return value;
            }
        }

        return null;
    }

    private static string CurrencyOf(SettingsFile file) =>
        file.Member("billing.currency") is { ValueKind: JsonValueKind.String } member && SettingsValue.TextOf(member)?.Trim() is { Length: > 0 and <= LongestCurrency } currency && currency.All(char.IsAsciiLetter)
            ? currency.ToUpperInvariant()
            : DefaultCurrency;
}
