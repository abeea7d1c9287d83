namespace QwenCode.Loopback;

/// <summary>Answers <c>files</c>.</summary>
internal sealed class BatchFileApi(LoopbackOptions options, BatchAuthority authority)
{
    private const int MaximumPage = 10_000;

    private readonly BatchUpload _upload = new(options, authority);

    public Task<BatchResponse> UploadAsync(Exchange exchange, string owner) => _upload.TakeAsync(exchange, owner);

    public BatchResponse Show(string id, string owner)
    {
        if (authority.Store.Find(id, owner) is not { } file)
            return BatchResponse.NoFile(id);
        return BatchResponse.Of(BatchFileJson.Write(file, file.Poll()));
    }

    public BatchResponse Download(string id, string owner) =>
        authority.Store.Find(id, owner) is { } file ? BatchResponse.Of(file) : BatchResponse.NoFile(id);

    public BatchResponse Delete(string id, string owner) => authority.Store.Delete(id, owner)
        ? BatchResponse.Of(BatchFileJson.WriteDeleted(id))
        : BatchResponse.NoFile(id);

    public BatchResponse List(Exchange exchange, string owner)
    {
        var query = exchange.Request.Query;
        if (BatchPage.FindUnknown(query, options.Dress, "after", "limit", "order", "purpose") is { } unknown)
            return BatchResponse.Of(unknown);
        var purpose = query["purpose"].ToString();
        var files = authority.Store.Of(owner).Where(file => purpose.Length == 0 || file.Purpose == purpose);
        if (query["order"] == "asc")
            files = files.Reverse();
        return BatchPage.Write(query, [.. files], MaximumPage, file => file.Id, (json, file) => BatchFileJson.Members(json, file, file.IsPending));
    }
}
