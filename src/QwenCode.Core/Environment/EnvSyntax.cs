namespace QwenCode;

/// <summary>The grammar by which a <c>.env</c> file is read.</summary>
public enum EnvSyntax
{
    /// <summary>That of the npm package <c>dotenv</c>, which Qwen Code uses: no interpolation, and no text is ever an error.</summary>
    Dotenv,

    /// <summary>That of the .NET package DotNetEnv 3: <c>$NAME</c> and <c>${NAME}</c> are replaced, and a line can be an error.</summary>
    DotNetEnv,
}
