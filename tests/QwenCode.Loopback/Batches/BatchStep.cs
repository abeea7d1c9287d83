namespace QwenCode.Loopback;

/// <summary>A request of the batch protocol.</summary>
public enum BatchStep
{
    /// <summary><c>POST files</c>.</summary>
    Upload,

    /// <summary><c>GET files/{id}</c>.</summary>
    FileStatus,

    /// <summary><c>GET files</c>.</summary>
    ListFiles,

    /// <summary><c>POST batches</c>.</summary>
    Create,

    /// <summary><c>GET batches/{id}</c>.</summary>
    Retrieve,

    /// <summary><c>GET batches</c>.</summary>
    List,

    /// <summary><c>POST batches/{id}/cancel</c>.</summary>
    Cancel,

    /// <summary><c>GET files/{id}/content</c>.</summary>
    Download,

    /// <summary><c>DELETE files/{id}</c>.</summary>
    Delete,
}
