using System.Net;
using System.Runtime.CompilerServices;

namespace QwenCode.Connectors.Tests;

/// <summary>Keeps a proxy of the machine out of the tests.</summary>
internal static class NoProxy
{
    [ModuleInitializer]
    internal static void Set() => HttpClient.DefaultProxy = new WebProxy();
}
