using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace QwenCode.Loopback;

/// <summary>A response as broken services, proxies and attackers would send it; the same seed makes the same one.</summary>
/// <param name="Bytes">All of it, the status line included.</param>
/// <param name="Hangs">Whether nothing more comes then, and the connection stays open.</param>
/// <param name="Pieces">The number of writes.</param>
public sealed record MutatedResponse(byte[] Bytes, bool Hangs, int Pieces)
{
    private static readonly string[] Statuses =
    [
        "200 OK", "201 Created", "204 No Content", "206 Partial", "299 Odd", "000 None", "100 Continue", "101 Switching", "302 Found", "304 Not Modified", "400 Bad", "401 No", "403 No", "404 No", "408 Late",
        "413 Large", "418 Teapot", "429 Slow", "500 Error", "502 Bad", "503 Busy", "529 Busy", "599 Odd", "640 Odd", "799 Odd", "999 Odd", "1000 Odd", "2 OK", "-1 Odd", "OK", "200", "",
    ];

    private static readonly string[] Headers =
    [
        "Content-Type: application/json\r\n", "Content-Type: text/event-stream; charset=utf-8\r\n", "Content-Type: text/html\r\n", "Content-Type: \u001b[31m;;=\"\r\n", "Content-Type:\r\n", "Content-Type: application/json; charset=gbk\r\n",
        "", "Retry-After: 0\r\n", "Retry-After: -1\r\n", "Retry-After: 1e300\r\n", "Retry-After: Infinity\r\n", "Retry-After: NaN\r\n", "Retry-After: Wed, 21 Oct 9999 07:28:00 GMT\r\n", "retry-after-ms: 1e999\r\n", "retry-after-ms: \u001b\r\n",
        "Location: \u001b]52;c;x\u0007\r\n", "Location: http://[\r\n", "x-request-id: \u009b31m\r\n", "No colon\r\n", ": no name\r\n", "Set-Cookie: a=b\r\n", "Content-Encoding: \r\n", "Content-Encoding: gzip, gzip\r\n", "Content-Language: \u00ff\r\n",
        "Content-Disposition: ;;;\r\n", "Connection: upgrade\r\n", "Transfer-Encoding: identity\r\n", "Content-Length: -5\r\n", "Content-Range: x\r\n", "Trailer: x\r\n", "Date: never\r\n", "Alt-Svc: \u0007\r\n", "WWW-Authenticate: \"\r\n",
    ];

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r", "\n\r"];
    private static readonly string[] Fillers = ["", ": comment", "event: message", "id: \0", "retry: x", "data", "data:", "datum: x", "data : x", "\uFEFF", "data: [DONE]"];

    private static readonly Lazy<byte[]> Bomb = new(MakeBomb);

    /// <summary>Makes one.</summary>
    /// <param name="kind">What it pretends to be.</param>
    /// <param name="seed">Decides all else.</param>
    public static MutatedResponse Create(ResponseKind kind, int seed)
    {
        var random = new Random(seed);
        var isError = random.Next(4) == 0;
        var body = isError ? Encoding.UTF8.GetBytes(Changed(ResponseSamples.Error(random), random)) : kind == ResponseKind.Stream ? Events(random) : Encoding.UTF8.GetBytes(Changed(ResponseSamples.Good(kind, random), random));
        for (var times = random.Next(3); times > 0; times--)
            body = Damage(body, random);
        var status = random.Next(5) == 0 ? ResponseSamples.Any(Statuses, random) : isError ? ResponseSamples.Any(Statuses[10..25], random) : "200 OK";
        var (encoded, encoding) = Encode(body, random);
        return Send(status, HeadersOf(kind, isError, random) + encoding, encoded, random);
    }

    private static string Changed(string json, Random random)
    {
        for (var times = random.Next(3); times > 0; times--)
            json = JsonMutation.Mutate(json, random);
        return json;
    }

    private static byte[] Events(Random random)
    {
        var text = new StringBuilder();
        var (end, isOdd) = (ResponseSamples.Any(LineEnds, random), random.Next(2) == 0);
        foreach (var data in ResponseSamples.Events(random))
        {
            if (isOdd && random.Next(3) == 0)
                text.Append(ResponseSamples.Any(Fillers, random)).Append(ResponseSamples.Any(LineEnds, random));
            var colon = isOdd && random.Next(4) == 0 ? "data:" : "data: ";
            text.Append(colon).Append(random.Next(4) == 0 ? Changed(data, random) : data).Append(end);
            if (random.Next(20) != 0)
                text.Append(isOdd && random.Next(4) == 0 ? ResponseSamples.Any(LineEnds, random) : end);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Damage(byte[] body, Random random)
    {
        var place = random.Next(body.Length + 1);
        switch (random.Next(10))
        {
            case 0:
                return body[..place];
            case 1 when body.Length > 0:
                body[place % body.Length] ^= (byte)(1 << random.Next(8));
                return body;
            case 2 when body.Length > 0:
                body[place % body.Length] = (byte)random.Next(256);
                return body;
            case 3:
                return [.. body[..place], 0xC4, 0xE3, 0xBA, 0xC3, .. body[place..]];
            case 4:
                return [.. body[..place], .. @"\ud83d"u8, .. body[place..]];
            case 5:
                return [.. body[..place], 0xED, 0xA0, 0xBD, 0xFF, 0x00, .. body[place..]];
            case 6:
                return [.. "\uFEFF"u8, .. body];
            case 7:
                return [.. body[place..], .. body];
            case 8:
                return [.. body, .. new byte[random.Next(3) == 0 ? 1_200_000 : 100]];
            default:
                return body;
        }
    }

    private static string HeadersOf(ResponseKind kind, bool isError, Random random)
    {
        var usual = kind == ResponseKind.Stream && !isError ? "Content-Type: text/event-stream\r\n" : "Content-Type: application/json\r\n";
        var headers = random.Next(6) == 0 ? "" : usual;
        for (var times = random.Next(6) - 3; times > 0; times--)
            headers += ResponseSamples.Any(Headers, random);
        return random.Next(200) == 0 ? $"{headers}x-long: {new string('x', 70_000)}\r\n" : headers;
    }

    private static (byte[] Body, string Header) Encode(byte[] body, Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                return (Compress(body, stream => new GZipStream(stream, CompressionLevel.Fastest)), "Content-Encoding: gzip\r\n");
            case 1:
                var whole = Compress(body, stream => new GZipStream(stream, CompressionLevel.Fastest));
                return (whole[..random.Next(whole.Length)], "Content-Encoding: gzip\r\n");
            case 2:
                return (Damage(Compress(body, stream => new BrotliStream(stream, CompressionLevel.Fastest)), random), "Content-Encoding: br\r\n");
            case 3:
                return (Damage(Compress(body, stream => new ZLibStream(stream, CompressionLevel.Fastest)), random), "Content-Encoding: deflate\r\n");
            case 4:
                return (body, $"Content-Encoding: {ResponseSamples.Any(["gzip", "br", "deflate", "zstd", "x"], random)}\r\n");
            case 5 when random.Next(8) == 0:
                return (Bomb.Value, "Content-Encoding: gzip\r\n");
            default:
                return (body, "");
        }
    }

    private static MutatedResponse Send(string status, string headers, byte[] body, Random random)
    {
        var (length, sent) = random.Next(12) switch
        {
            0 => ("", body),
            1 => ($"Content-Length: {body.Length + 100}\r\n", body),
            2 => ($"Content-Length: {body.Length / 2}\r\n", body),
            3 => ("Transfer-Encoding: chunked\r\n", Chunked(body, random)),
            _ => ($"Content-Length: {body.Length}\r\n", body),
        };
        byte[] bytes = [.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{length}{headers}\r\n"), .. sent];
        if (random.Next(100) == 0)
            bytes = Damage(bytes, random);
        return new MutatedResponse(bytes, random.Next(400) == 0, random.Next(6) == 0 ? random.Next(2, 40) : 1);
    }

    private static byte[] Chunked(byte[] body, Random random)
    {
        using var chunks = new MemoryStream();
        for (var start = 0; start < body.Length;)
        {
            var length = Math.Min(body.Length - start, random.Next(1, 1000 + (body.Length / 50)));
            var size = random.Next(200) == 0 ? "ZZ" : length.ToString("x", CultureInfo.InvariantCulture);
            chunks.Write(Encoding.ASCII.GetBytes($"{size}\r\n"));
            chunks.Write(body, start, length);
            chunks.Write("\r\n"u8);
            start += length;
        }

        if (random.Next(10) != 0)
            chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }

    private static byte[] MakeBomb()
    {
        const int Megabytes = 64;
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            for (var i = 0; i < Megabytes; i++)
                stream.Write(new byte[1024 * 1024]);
        }

        return compressed.ToArray();
    }

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var compressed = new MemoryStream();
        using (var stream = compressor(compressed))
            stream.Write(bytes);
        return compressed.ToArray();
    }

    /// <summary>Sends it.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var size = Math.Max(1, (Bytes.Length + Pieces - 1) / Pieces);
        for (var start = 0; start < Bytes.Length; start += size)
        {
            await stream.WriteAsync(Bytes.AsMemory(start, Math.Min(size, Bytes.Length - start)), cancellationToken);
            if (Pieces > 1)
                await Task.Yield();
        }

        if (Hangs)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
