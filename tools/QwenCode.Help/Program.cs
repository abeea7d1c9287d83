namespace QwenCode.Help;

internal static class Program
{
    private const int UsageError = 2;

    private static int Main(string[] arguments)
    {
        if (arguments is not [var source, var target, var assembly, .. var references])
        {
            Console.Error.WriteLine("usage: QwenCode.Help <folder of the markdown> <folder of the module> <assembly of the cmdlets> [<assembly that it refers to> ...]");
            return UsageError;
        }

        try
        {
            HelpBuild.Run(source, target, CmdletReader.ReadFile(assembly, references));
            return 0;
        }
        catch (Exception problem) when (problem is HelpFormatException or IOException or UnauthorizedAccessException)
        {
            // In the form that MSBuild takes for an error of its own.
            Console.Error.WriteLine(problem is HelpFormatException { File: { } file } ? $"{file} : error HELP1: {problem.Message}" : $"error HELP2: {problem.Message}");
            return 1;
        }
    }
}
