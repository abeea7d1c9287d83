using System.Text;
using System.Text.Json;
using QwenCode.Receiving;

namespace QwenCode.Core.Tests.Receiving;

public sealed class JsonRepairTests
{
    [Theory]
    [InlineData("""{"a":"plain"}""")]
    [InlineData("""{"a":"é 中 😀 \ud83d\ude00 \u0000 \" \\ \/"}""")]
    [InlineData("""{"a":"\\ud83d \\\\ud83d"}""")]
    [InlineData("")]
    public void Valid_JSON_is_the_same_memory(string json)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(json);

        JsonRepair.Repair(bytes).Equals(bytes).ShouldBeTrue();
    }

    [Theory]
    [InlineData(@"""\ud83d""", "\uFFFD")]
    [InlineData(@"""\ude00""", "\uFFFD")]
    [InlineData(@"""\uD83Da\uDE00""", "\uFFFDa\uFFFD")]
    [InlineData(@"""\ude00\ud83d""", "\uFFFD\uFFFD")]
    [InlineData(@"""\ud83d\ud83d\ude00""", "\uFFFD😀")]
    [InlineData(@"""\ud83d\n\\\ude00""", "\uFFFD\n\\\uFFFD")]
    [InlineData(@"""\\\ud83d""", "\\\uFFFD")]
    [InlineData(@"""\ud83d\u0041""", "\uFFFDA")]
    public void A_lone_surrogate_becomes_one_replacement_character(string json, string text) => Read(Encoding.UTF8.GetBytes(json)).ShouldBe(text);

    [Theory]
    [InlineData(new byte[] { 0xC4, 0xE3, 0xBA, 0xC3 }, "\uFFFD\uFFFD\uFFFD")]
    [InlineData(new byte[] { 0xFF, 0x61, 0xFE }, "\uFFFDa\uFFFD")]
    [InlineData(new byte[] { 0xED, 0xA0, 0xBD }, "\uFFFD\uFFFD\uFFFD")]
    [InlineData(new byte[] { 0xE4, 0xB8 }, "\uFFFD")]
    [InlineData(new byte[] { 0xC3, 0x28, 0xF0, 0x9F, 0x98, 0x80 }, "\uFFFD(😀")]
    public void Bytes_that_are_not_UTF_8_become_replacement_characters(byte[] bytes, string text) => Read([(byte)'"', .. bytes, (byte)'"']).ShouldBe(text);

    [Fact]
    public void Names_are_repaired_too()
    {
        using var document = JsonDocument.Parse(JsonRepair.Repair([.. """{"\ud83d":1,"a"""u8, 0xFF, .. "\":2}"u8]));

        document.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["\uFFFD", "a\uFFFD"]);
    }

    [Theory]
    [InlineData(@"{""a"":""\ud8")]
    [InlineData(@"{""a"":""\")]
    [InlineData(@"{""a"":""\uzzzz\ud83d""}")]
    [InlineData(@"\ud83d")]
    public void Text_that_is_not_JSON_stays_invalid(string text) => Should.Throw<JsonException>(() => JsonDocument.Parse(JsonRepair.Repair((ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))).Dispose());

    [Fact]
    public void Every_text_of_repaired_JSON_can_be_read()
    {
        var random = new Random(7);
        byte[][] pieces = ["a"u8.ToArray(), @"\"u8.ToArray(), @"\ud83d"u8.ToArray(), @"\ude00"u8.ToArray(), "é"u8.ToArray(), [0xFF], [0xC4], [0xED, 0xA0], @"\n"u8.ToArray(), "😀"u8.ToArray(), @"\u"u8.ToArray()];
        var readable = 0;
        for (var i = 0; i < 5000; i++)
        {
            byte[] json = [(byte)'"', .. Enumerable.Range(0, random.Next(8)).SelectMany(_ => pieces[random.Next(pieces.Length)]), (byte)'"'];
            try
            {
                Read(json).ShouldNotBeNull();
                readable++;
            }
            catch (JsonException)
            {
                // An escape that is none.
            }
        }

        readable.ShouldBeGreaterThan(1000);
    }

    private static string? Read(byte[] json)
    {
        using var document = JsonDocument.Parse(JsonRepair.Repair((ReadOnlyMemory<byte>)json));
        return document.RootElement.GetString();
    }
}
