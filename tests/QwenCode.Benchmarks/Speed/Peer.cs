using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

#nullable enable

namespace QwenCode.Benchmarks.Speed;

/// <summary>What a person would write in C# with the runtime alone. PowerShell compiles it into the session that is measured.</summary>
public static class Peer
{
    private static readonly HttpClient Http = new();

    /// <summary>Sends one request.</summary>
    public static async Task<string?> AskAsync(string url, string key, string body)
    {
        using var request = Request(url, key, body);
        using var response = await Http.SendAsync(request).ConfigureAwait(false);
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        return document.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
    }

    /// <summary>Sends requests repeatedly, each answer awaited.</summary>
    /// <returns>Microseconds for one.</returns>
    public static double AwaitingLoop(int count, string url, string key, string body) => Task.Run(async () =>
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            await AskAsync(url, key, body).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }).GetAwaiter().GetResult();

    /// <summary>Sends requests repeatedly, the calling thread waiting for each answer, as the thread of a pipeline has to.</summary>
    /// <returns>Microseconds for one.</returns>
    public static double WaitingLoop(int count, string url, string key, string body)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            Task.Run(() => AskAsync(url, key, body)).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <returns>Milliseconds.</returns>
    public static double Stream(string url, string key, string body, int expected) => Task.Run(async () =>
    {
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        await foreach (var text in PiecesAsync(url, key, body).ConfigureAwait(false))
            count += text.Length > 0 ? 1 : 0;
        return count == expected ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : throw new InvalidOperationException($"{count} pieces");
    }).GetAwaiter().GetResult();

    /// <summary>Microseconds from the time in the first chunk to its arrival.</summary>
    public static double FirstPiece(string url, string key, string body) => Task.Run(async () =>
    {
        double? delay = null;
        await foreach (var text in PiecesAsync(url, key, body).ConfigureAwait(false))
        {
            var now = Stopwatch.GetTimestamp();
            if (text.Length > 0)
                delay ??= Delay(text, now);
        }

        return delay!.Value;
    }).GetAwaiter().GetResult();

    /// <summary>Microseconds between a time and the one that a text holds.</summary>
    public static double Delay(string text, long now) =>
        Stopwatch.GetElapsedTime(long.Parse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture), now).TotalMicroseconds;

    private static async IAsyncEnumerable<string> PiecesAsync(string url, string key, string body)
    {
        using var request = Request(url, key, body);
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        await foreach (var item in SseParser.Create(stream, (_, data) => TextOf(data)).EnumerateAsync().ConfigureAwait(false))
            yield return item.Data;
    }

    private static string TextOf(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
            return "";
        var reader = new Utf8JsonReader(data);
        using var document = JsonDocument.ParseValue(ref reader);
        var choices = document.RootElement.GetProperty("choices");
        return choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() ?? "" : "";
    }

    private static HttpRequestMessage Request(string url, string key, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return request;
    }
}
