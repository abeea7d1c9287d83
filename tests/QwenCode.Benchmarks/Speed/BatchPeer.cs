using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

#nullable enable

namespace QwenCode.Benchmarks.Speed;

/// <summary>A batch as a person would write it in C# with the runtime alone. PowerShell compiles it into the session that is measured.</summary>
public static class BatchPeer
{
    private const int LinesOfFile = 50_000;

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>Writes requests to files, uploads them, creates jobs, waits, downloads the results, and reads the answers in the order of the inputs.</summary>
    /// <returns>Milliseconds.</returns>
    public static double Run(int count, string url, string key, string folder) => Task.Run(async () =>
    {
        var start = Stopwatch.GetTimestamp();
        Directory.CreateDirectory(folder);
        var jobs = new List<(int First, int Lines, string Id)>();
        for (var first = 1; first <= count; first += LinesOfFile)
        {
            var lines = Math.Min(LinesOfFile, count - first + 1);
            var path = Path.Join(folder, $"{first}.requests.jsonl");
            await WriteAsync(path, first, lines).ConfigureAwait(false);
            var file = await UploadAsync(url, key, path).ConfigureAwait(false);
            jobs.Add((first, lines, await CreateAsync(url, key, file).ConfigureAwait(false)));
        }

        var answers = 0;
        foreach (var job in jobs)
        {
            var path = Path.Join(folder, $"{job.First}.output.jsonl");
            await DownloadAsync(url, key, await OutputOfAsync(url, key, job.Id).ConfigureAwait(false), path).ConfigureAwait(false);
            answers += Read(path, job.First, job.Lines);
        }

        if (answers != count)
            throw new InvalidOperationException($"{answers} answers");
        Directory.Delete(folder, recursive: true);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }).GetAwaiter().GetResult();

    private static async Task WriteAsync(string path, int first, int lines)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1024 * 1024);
        using var line = new MemoryStream();
        using var json = new Utf8JsonWriter(line);
        for (var number = first; number < first + lines; number++)
        {
            line.SetLength(0);
            json.Reset(line);
            json.WriteStartObject();
            json.WriteString("custom_id", number.ToString(CultureInfo.InvariantCulture));
            json.WriteString("method", "POST");
            json.WriteString("url", "/v1/chat/completions");
            json.WriteStartObject("body");
            json.WriteString("model", "qwen3-max");
            json.WriteStartArray("messages");
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WriteString("content", $"Classify\n\n{number}");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            line.WriteByte((byte)'\n');
            file.Write(line.GetBuffer(), 0, (int)line.Length);
        }
    }

    private static async Task<string> UploadAsync(string url, string key, string path)
    {
        using var form = new MultipartFormDataContent { { new StringContent("batch"), "\"purpose\"" }, { new StreamContent(File.OpenRead(path), 256 * 1024), "\"file\"", "\"requests.jsonl\"" } };
        return (await SendAsync(HttpMethod.Post, $"{url}/files", key, form).ConfigureAwait(false)).GetProperty("id").GetString()!;
    }

    private static async Task<string> CreateAsync(string url, string key, string file)
    {
        using var body = new StringContent($$"""{"input_file_id":"{{file}}","endpoint":"/v1/chat/completions","completion_window":"24h"}""", Encoding.UTF8, "application/json");
        return (await SendAsync(HttpMethod.Post, $"{url}/batches", key, body).ConfigureAwait(false)).GetProperty("id").GetString()!;
    }

    private static async Task<string> OutputOfAsync(string url, string key, string job)
    {
        while (true)
        {
            var state = await SendAsync(HttpMethod.Get, $"{url}/batches/{job}", key, null).ConfigureAwait(false);
            if (state.GetProperty("status").GetString() == "completed")
                return state.GetProperty("output_file_id").GetString()!;
            await Task.Delay(TimeSpan.FromSeconds(2)).ConfigureAwait(false);
        }
    }

    private static async Task DownloadAsync(string url, string key, string id, string path)
    {
        using var request = Request(HttpMethod.Get, $"{url}/files/{id}/content", key, null);
        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1024 * 1024);
        await response.EnsureSuccessStatusCode().Content.CopyToAsync(file).ConfigureAwait(false);
    }

    // Positions first, since the order is any, and the answers in the order of the inputs then.
    private static int Read(string path, int first, int lines)
    {
        var positions = new (long Start, int Length)[lines];
        using var file = File.OpenRead(path);
        using var reader = new BufferedStream(file, 1024 * 1024);
        var line = new MemoryStream();
        for (var start = 0L; NextLine(reader, line); start += line.Length + 1)
        {
            using var document = JsonDocument.Parse(line.GetBuffer().AsMemory(0, (int)line.Length));
            positions[int.Parse(document.RootElement.GetProperty("custom_id").GetString()!, CultureInfo.InvariantCulture) - first] = (start, (int)line.Length);
        }

        var answers = 0;
        var buffer = new byte[64 * 1024];
        foreach (var (start, length) in positions)
        {
            RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, length), start);
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            var answer = document.RootElement.GetProperty("response").GetProperty("body").GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
            answers += answer?.Length > 0 ? 1 : 0;
        }

        return answers;
    }

    private static bool NextLine(Stream reader, MemoryStream line)
    {
        line.SetLength(0);
        while (reader.ReadByte() is >= 0 and var next)
        {
            if (next == '\n')
                return true;
            line.WriteByte((byte)next);
        }

        return line.Length > 0;
    }

    private static async Task<JsonElement> SendAsync(HttpMethod method, string url, string key, HttpContent? content)
    {
        using var request = Request(method, url, key, content);
        using var response = await Http.SendAsync(request).ConfigureAwait(false);
        using var document = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        return document.RootElement.Clone();
    }

    private static HttpRequestMessage Request(HttpMethod method, string url, string key, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }
}
