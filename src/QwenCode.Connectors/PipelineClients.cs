using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Chat;
using OpenAI.Files;
using OpenAI.Models;

namespace QwenCode.Connectors;

/// <summary>The SDK's chat client over a specified pipeline, which only derived classes can pass.</summary>
internal sealed class PipelineChatClient(ClientPipeline pipeline, string model, OpenAIClientOptions options) : ChatClient(pipeline, model, options);

/// <summary>The SDK's model client over a specified pipeline, which only derived classes can pass.</summary>
internal sealed class PipelineModelClient(ClientPipeline pipeline, OpenAIClientOptions options) : OpenAIModelClient(pipeline, options);

/// <summary>The SDK's file client over a specified pipeline, which only derived classes can pass.</summary>
internal sealed class PipelineFileClient(ClientPipeline pipeline, OpenAIClientOptions options) : OpenAIFileClient(pipeline, options);

#pragma warning disable OPENAI001 // The client is marked as experimental; only one of its protocol methods is used.
/// <summary>The SDK's batch client over a specified pipeline, which only derived classes can pass.</summary>
internal sealed class PipelineBatchClient(ClientPipeline pipeline, BatchClientOptions options) : BatchClient(pipeline, options);
#pragma warning restore OPENAI001
