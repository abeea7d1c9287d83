namespace QwenCode.Loopback;

/// <summary>The kind of the request, which decides a valid response.</summary>
public enum ResponseKind
{
    /// <summary>A whole chat answer.</summary>
    Chat,

    /// <summary>A streamed chat answer.</summary>
    Stream,

    /// <summary>A list of models.</summary>
    Models,

    /// <summary>A device authorization.</summary>
    Device,

    /// <summary>Tokens, or why there are none yet.</summary>
    Token,
}

/// <summary>Good responses, for mutations to begin with.</summary>
internal static class ResponseSamples
{
    private static readonly string[] Answers =
    [
        """{"id":"chatcmpl-1","object":"chat.completion","created":1735689600,"model":"qwen3-max","choices":[{"index":0,"message":{"role":"assistant","content":"Hello 你好 😀","reasoning_content":"because"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":1},"completion_tokens_details":{"reasoning_tokens":3}}}""",
        """{"id":"x","choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"refusal":null},"finish_reason":"length"}],"usage":null}""",
        """{"choices":[{"index":0,"message":{"content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"},{"index":1,"message":{"content":"other"}}]}""",
        """{"error":{},"choices":[{"index":0,"message":{"content":"<think>hm</think>a\ud83c","refusal":"No."},"finish_reason":"error","error":{"code":502,"metadata":{"raw":"{\"error\":{\"message\":\"m\"}}"}}}]}""",
        """{"choices":[{"message":{"content":"{\"name\":\"Ada\",\"age\":36}"},"finish_reason":"stop"}],"system_fingerprint":"fp","service_tier":"default"}""",
    ];

    private static readonly string[] Errors =
    [
        """{"error":{"message":"Rate limit reached for requests","type":"requests","param":null,"code":"rate_limit_exceeded"}}""",
        """{"code":"InvalidParameter","message":"Range of input length should be [1, 129024]","request_id":"0a1b-2c3d"}""",
        """{"errors":[{"code":"c","message":"words"}],"request_id":"r3"}""",
        """[{"error":{"code":400,"message":"words","status":"INVALID_ARGUMENT","details":[{"a":{"b":[1,2,3]}}]}}]""",
        """{"error":"odd"}""",
        """{"detail":[{"loc":["body","model"],"msg":"field required"}]}""",
        "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
        "upstream connect error or disconnect/reset before headers",
        "",
    ];

    private static readonly string[][] Chunks =
    [
        [
            """{"id":"chatcmpl-1","created":1735689600,"model":"qwen3-max","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""",
            """{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"reasoning_content":"because"}}]}""",
            """{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"Hello "}}]}""",
            """{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"你好 😀"},"finish_reason":"stop"}]}""",
            """{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}""",
            "[DONE]",
        ],
        [
            """{"choices":[{"delta":{"content":[{"type":"text","text":"a"}]}}],"error":null}""",
            """{"choices":[{"delta":{"content":"b"},"finish_reason":""}]}""",
            "[DONE]",
        ],
        [
            "",
            """{"choices":[{"index":0,"delta":{"content":"<think>hm","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\"a\""}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"</think>a\ud83c","tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}},{"index":1,"delta":{"content":"b"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"\udf0d","refusal":"No."},"finish_reason":"tool_calls"}]}""",
        ],
        [
            """{"choices":[{"delta":{"content":"a"}}]}""",
            """{"error":{"code":503,"message":"overloaded"}}""",
        ],
    ];

    private static readonly string[] ModelLists =
    [
        """{"object":"list","data":[{"id":"qwen3-max","object":"model","created":1735689600,"owned_by":"system"},{"id":"qwen-turbo","created":"1735689600","owned_by":null}]}""",
        """{"data":[{"id":"a","pricing":{"prompt":"0.1","x":[1,2]}},{"id":7},{},null]}""",
    ];

    private static readonly string[] Devices =
    [
        """{"device_code":"0123456789abcdef","user_code":"ABCD-1234","verification_uri":"https://chat.qwen.ai/authorize","verification_uri_complete":"https://chat.qwen.ai/authorize?user_code=ABCD-1234","expires_in":900,"interval":5}""",
        """{"device_code":"d","user_code":"u","verification_uri":"https://chat.qwen.ai/authorize"}""",
    ];

    private static readonly string[] Tokens =
    [
        """{"access_token":"0123456789abcdef","refresh_token":"fedcba9876543210","token_type":"Bearer","expires_in":21600,"resource_url":"portal.qwen.ai","scope":"openid"}""",
        """{"error":"authorization_pending","error_description":"The authorization request is still pending"}""",
        """{"status":"pending","slowDown":true}""",
        """{"error":{"code":"invalid_grant","message":"Refresh token expired"}}""",
    ];

    /// <summary>A body for a status of success.</summary>
    public static string Good(ResponseKind kind, Random random) => kind switch
    {
        ResponseKind.Chat => Any(Answers, random),
        ResponseKind.Models => Any(ModelLists, random),
        ResponseKind.Device => Any(Devices, random),
        _ => Any(Tokens, random),
    };

    /// <summary>The events of a stream.</summary>
    public static string[] Events(Random random) => Any(Chunks, random);

    /// <summary>A body for an error status.</summary>
    public static string Error(Random random) => Any(Errors, random);

    /// <summary>One of them.</summary>
    public static T Any<T>(IReadOnlyList<T> values, Random random) => values[random.Next(values.Count)];
}
