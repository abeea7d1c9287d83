namespace QwenCode.Loopback;

/// <content>Answers with status 200 that are not what they should be, plain or streamed.</content>
public sealed partial record Fault
{
    /// <summary>200 with a sign-in page as a captive portal sends it.</summary>
    public static Fault HtmlPage { get; } = OfContent(nameof(HtmlPage), FaultKind.Content, LoginPage, Html);

    /// <summary>200 <c>application/json</c> without a byte.</summary>
    public static Fault EmptyBody { get; } = OfContent(nameof(EmptyBody), FaultKind.Content, string.Empty, null);

    /// <summary>200 <c>application/json</c> whose text is not JSON.</summary>
    public static Fault NotJson { get; } = OfContent(nameof(NotJson), FaultKind.Content, "{\"id\": \"chatcmpl-1\", \"choices\": [<<<garbage", null);

    /// <summary>200 with <c>{"error":{…}}</c>.</summary>
    public static Fault ErrorInOk { get; } = new(nameof(ErrorInOk), FaultKind.ErrorInOk);

    /// <summary><c>"choices": []</c>; of a stream, no chunk has a choice.</summary>
    public static Fault NoChoices { get; } = OfShape(AnswerShape.NoChoices);

    /// <summary><c>"choices": null</c>; of a stream, in an extra chunk before the first and in the usage chunk, the rest is normal.</summary>
    public static Fault NullChoices { get; } = OfShape(AnswerShape.NullChoices);

    /// <summary><c>"finish_reason": ""</c>; of a stream, in every chunk.</summary>
    public static Fault EmptyFinishReason { get; } = OfShape(AnswerShape.EmptyFinishReason);

    /// <summary><c>"finish_reason": "end_turn"</c>.</summary>
    public static Fault UnknownFinishReason { get; } = OfShape(AnswerShape.UnknownFinishReason);

    /// <summary>Neither <c>id</c> nor <c>created</c>.</summary>
    public static Fault NoIdNoCreated { get; } = OfShape(AnswerShape.NoIdNoCreated);

    /// <summary><c>created</c> as a string of digits.</summary>
    public static Fault CreatedAsString { get; } = OfShape(AnswerShape.CreatedAsString);

    /// <summary><c>content</c> as a list of text parts: two, of a stream one a delta.</summary>
    public static Fault ContentParts { get; } = OfShape(AnswerShape.ContentParts);

    /// <summary>Half of the reply's words and <c>"finish_reason": "content_filter"</c>.</summary>
    public static Fault ContentFilter { get; } = OfShape(AnswerShape.ContentFilter);

    /// <summary>Half of the reply's words and <c>"finish_reason": "length"</c>.</summary>
    public static Fault LengthStop { get; } = OfShape(AnswerShape.LengthStop);

    private const string LoginPage = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>\n";

    /// <summary>200 <c>application/json</c> with this text.</summary>
    /// <param name="json">The body, sent as it is.</param>
    public static Fault RawJson(string json) => OfContent(nameof(RawJson), FaultKind.Content, json, null);

    /// <summary>These bytes.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="headers">More response headers.</param>
    /// <param name="status">The HTTP status.</param>
    public static Fault Raw(byte[] body, string contentType, IReadOnlyDictionary<string, string>? headers = null, int status = 200) =>
        new(nameof(Raw), FaultKind.Content) { Content = body, ContentType = contentType, Headers = headers, StatusCode = status };

    private static Fault OfContent(string name, FaultKind kind, string body, string? contentType) =>
        new(name, kind) { Content = Utf8(body), ContentType = contentType };

    private static Fault OfShape(AnswerShape shape) => new(shape.ToString(), FaultKind.Shape) { Shape = shape };
}
