using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;

namespace QwenCode.Connectors;

/// <summary>The SDK's chat client over a specified pipeline, which only derived classes can pass.</summary>
internal sealed class PipelineChatClient(ClientPipeline pipeline, string model, OpenAIClientOptions options) : ChatClient(pipeline, model, options);

/// <summary>The SDK's model client over a specified pipeline, which only derived classes can pass.</summary>
internal sealed class PipelineModelClient(ClientPipeline pipeline, OpenAIClientOptions options) : OpenAIModelClient(pipeline, options);
