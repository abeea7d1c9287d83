using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>Prices of models in settings files.</summary>
public sealed class ModelPriceTests
{
    // A million, with a discount that is an increase.
    private const decimal Most = 1_000_000_000_000;

    [Theory]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":2,"output":8}}}}""", "USD", 2_000_000, 0, 500_000, 8.0)]
    [InlineData("""{"billing":{"currency":"cny","modelPrices":{"openai:m":{"input":2,"output":8,"cachedInput":0.5}}}}""", "CNY", 2_000_000, 1_000_000, 0, 2.5)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":2,"output":8,"discounts":{"input":0.5,"output":0.25}}}}}""", "USD", 1_000_000, 1_000_000, 1_000_000, 3.0)]
    [InlineData("""{"modelPricing":{"m":{"inputPerMillionTokens":1,"outputPerMillionTokens":4}}}""", "USD", 1_000_000, 0, 1_000_000, 5.0)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"output":3}}}}""", "USD", 9, 0, 1_000_000, 3.0)]
    [InlineData("""{"billing":{"modelPrices":{"openai:m":{"input":9},"m":{"input":2}}}}""", "USD", 1_000_000, 0, 0, 2.0)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":2,"cachedInput":1,"discounts":{"input":0.5,"cachedInput":0.1}}}}}""", "USD", 2_000_000, 1_000_000, 0, 1.1)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":2,"cachedInput":1,"discounts":{"input":0.5}}}}}""", "USD", 2_000_000, 1_000_000, 0, 2.0)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":0}}}}""", "USD", 1_000_000, 0, 0, 0.0)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":1000000}}}}""", "USD", 1, 0, 0, 1.0)]
    [InlineData("""{"billing":{"currency":"c1y","modelPrices":{"m":{"input":2}}}}""", "USD", 1_000_000, 0, 0, 2.0)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":-2}}}}""", null, 0, 0, 0, 0)]
    [InlineData("""{"billing":{"modelPrices":{"m":"free","other":{"input":1}}}}""", null, 0, 0, 0, 0)]
    [InlineData("""{"billing":[]}""", null, 0, 0, 0, 0)]
    [InlineData("""{"billing":{"modelPrices":{"m":{"input":2,"\ud800":1},"\ud800":{"input":1}}}}""", "USD", 1_000_000, 0, 0, 2.0)]
    public void A_price_is_per_million_tokens(string settings, string? currency, long input, long cached, long output, double cost)
    {
        using var folder = new TemporaryFolder();
        folder.Write("home/.qwen/settings.json", settings);
        var environment = Resolving.Environment(folder.Folder("work"), folder.Folder("home"));

        var price = ModelPrice.Find(environment.Settings.Files, "m");

        price?.Currency.ShouldBe(currency);
        (price is null).ShouldBe(currency is null);
        if (price is not null)
            price.Of(input, cached, output).ShouldBe((decimal)cost);
    }

    [Fact]
    public void No_number_of_tokens_and_no_price_is_too_large()
    {
        var price = new ModelPrice("USD", Most, Most, Most);

        price.Of(long.MaxValue, long.MaxValue, long.MaxValue).ShouldBeGreaterThan(0);
        price.Of(-1, -1, -1).ShouldBe(0);
    }
}
