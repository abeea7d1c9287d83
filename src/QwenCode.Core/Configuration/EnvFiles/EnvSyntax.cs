namespace QwenCode;

/// <summary>The syntax of a <c>.env</c> file.</summary>
public enum EnvSyntax
{
    /// <summary>The syntax of the npm package <c>dotenv</c>, which Qwen Code uses: no interpolation, and no syntax errors.</summary>
    Dotenv,

    /// <summary>The syntax of the .NET package DotNetEnv 3: <c>$NAME</c> and <c>${NAME}</c> are replaced, and a line can be an error.</summary>
    DotNetEnv,
}
