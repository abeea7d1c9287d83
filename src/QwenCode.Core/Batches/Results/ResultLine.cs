using System.Text;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Receiving;

namespace QwenCode.Batches;

/// <summary>A line of a file of results in OpenAI's format, tolerant of what services really write.</summary>
internal sealed class ResultLine
{
    /// <summary>The request that it is for; <see langword="null"/> if it does not say.</summary>
    public string? CustomId { get; private set; }

    /// <summary>The HTTP status of the response; <see langword="null"/> if there is no response.</summary>
    public int? Status { get; private set; }

    /// <summary>The service's id of the request.</summary>
    public string? RequestId { get; private set; }

    /// <summary>The body of the response; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The error instead of a response; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Error { get; private set; }

    /// <summary>Whether the response has a status of success and there is no error.</summary>
    public bool IsSuccess => Error.IsEmpty && !Body.IsEmpty && Status is null or (>= 200 and < 300);

    /// <summary>Whether it is a request and not its result.</summary>
    public bool IsRequest { get; private set; }

    /// <summary>The line in a text; <see langword="null"/> if it is not a JSON object.</summary>
    public static ResultLine? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return ReadStrictly(line);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string in it is not valid Unicode.
            return ReadRepaired(line);
        }
    }

    private static ResultLine? ReadRepaired(ReadOnlyMemory<byte> line)
    {
        try
        {
            return ReadStrictly(JsonRepair.Repair(line));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ResultLine? ReadStrictly(ReadOnlyMemory<byte> line)
    {
        var json = new Utf8JsonReader(line.Span);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;
        var result = new ResultLine();
        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "custom_id"u8))
                result.CustomId = LooseJson.String(ref json);
            else if (JsonMember.Is(ref json, "response"u8))
                result.ReadResponse(ref json, line);
            else if (JsonMember.Is(ref json, "error"u8))
                result.ReadError(ref json, line);
            else if (JsonMember.Is(ref json, "method"u8))
                result.IsRequest = LooseJson.String(ref json) is not null;
            else
                JsonMember.Skip(ref json);
        }

        result.IsRequest &= result is { Body.IsEmpty: true, Error.IsEmpty: true, Status: null };
        return result;
    }

    private void ReadResponse(ref Utf8JsonReader json, ReadOnlyMemory<byte> line)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (JsonMember.Next(ref json))
        {
            if (JsonMember.Is(ref json, "status_code"u8))
                Status = LooseJson.Number(ref json) is >= 100 and <= 999 and var status ? (int)status : null;
            else if (JsonMember.Is(ref json, "request_id"u8))
                RequestId = LooseJson.String(ref json);
            else if (JsonMember.Is(ref json, "body"u8))
                Body = Slice(ref json, line);
            else
                JsonMember.Skip(ref json);
        }
    }

    // An empty object beside a response is not an error.
    private void ReadError(ref Utf8JsonReader json, ReadOnlyMemory<byte> line)
    {
        var error = json;
        var isError = LooseJson.SkipError(ref error);
        var slice = Slice(ref json, line);
        if (isError)
            Error = slice;
    }

    // Some services write the body as a string that contains JSON.
    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader json, ReadOnlyMemory<byte> line)
    {
        if (json.TokenType == JsonTokenType.Null)
            return default;
        if (json.TokenType == JsonTokenType.String)
            return Encoding.UTF8.GetBytes(JsonText.Read(ref json));
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return line[start..(int)json.BytesConsumed];
    }
}
