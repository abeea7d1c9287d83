using System.Text.Json;
using Json.Schema;

namespace QwenCode.ModuleTests.Tools;

/// <summary>Validates schemas of tools, and arguments of calls, with a validator of its own.</summary>
internal static class SchemaCheck
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    /// <summary>What is wrong with a schema; empty for nothing.</summary>
    public static string OfSchema(JsonElement schema) => Problems(MetaSchemas.Draft202012.Evaluate(schema, Options));

    /// <summary>What is wrong with arguments; empty for nothing.</summary>
    public static string OfArguments(JsonElement schema, string arguments)
    {
        using var document = JsonDocument.Parse(arguments);
        return Problems(JsonSchema.FromText(schema.GetRawText()).Evaluate(document.RootElement, Options));
    }

    private static string Problems(EvaluationResults results) => results.IsValid ? ""
        : string.Join("; ", results.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).DefaultIfEmpty("invalid"));
}
