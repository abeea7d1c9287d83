namespace QwenCode.Pack;

internal static class Program
{
    private const int UsageError = 2;

    private static int Main(string[] arguments)
    {
        if (arguments is not [var folder, var target, var version])
        {
            Console.Error.WriteLine("usage: QwenCode.Pack <folder of the module> <folder for the package> <version>");
            return UsageError;
        }

        try
        {
            Console.WriteLine(GalleryPackage.Create(folder, target, version).FullName);
            return 0;
        }
        catch (Exception problem) when (problem is PackException or IOException or UnauthorizedAccessException)
        {
            // In the form that MSBuild takes for an error of its own.
            Console.Error.WriteLine($"error PACK1: {problem.Message}");
            return 1;
        }
    }
}
