using System.Text;
using QwenCode.Http;

namespace QwenCode.Core.Tests.Chat;

/// <summary>A response as a sender would bring it.</summary>
internal sealed class FakeResponse(int status, params (string Name, string Value)[] headers) : ServiceResponse
{
    public override int Status => status;

    public override Stream Content => Body;

    public Stream Body { get; init; } = Stream.Null;

    public bool IsDisposed { get; private set; }

    public static FakeResponse Of(int status, string body, params (string Name, string Value)[] headers) =>
        new(status, headers) { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) };

    public override string? Header(string name) => headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public override void Dispose() => IsDisposed = true;
}
