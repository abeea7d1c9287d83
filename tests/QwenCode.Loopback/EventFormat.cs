using System.Globalization;
using System.Text;

namespace QwenCode.Loopback;

/// <summary>Frames data as server-sent events.</summary>
internal sealed class EventFormat(bool ornate)
{
    private int _count;

    public static EventFormat Plain { get; } = new(ornate: false);

    public static byte[] Done { get; } = "[DONE]"u8.ToArray();

    public static byte[] Comment(string text) => Encoding.UTF8.GetBytes($": {text}\n\n");

    public byte[] Frame(ReadOnlySpan<byte> data)
    {
        if (!ornate)
            return [.. "data: "u8, .. data, .. "\n\n"u8];

        var number = (++_count).ToString(CultureInfo.InvariantCulture);
        var before = (_count % 3) switch
        {
            0 => string.Empty,
            1 => $": keep-alive\r\n\r\nid: {number}\r\n",
            _ => $"event: message\r\n:{number}\r\n",
        };
        return [.. Encoding.UTF8.GetBytes(before), .. "data:"u8, .. data, .. "\r\n\r\n"u8];
    }
}
