using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

/// <summary>Hashes of passwords as Unix and web servers save them, and the passwords of PostgreSQL's clients.</summary>
public sealed class CryptHashTests
{
    [Theory]
    [InlineData("root:$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9Y:19000:0:99999:7:::", "root:****:19000:0:99999:7:::")]
    [InlineData("ann:$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7:19000", "ann:****:19000")]
    [InlineData("ann:$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW", "ann:****")]
    [InlineData("it was $argon2id$v=19$m=65536,t=2,p=1$gZiV/M1gPc22ElAH$CWOrkoo7oJBQ/iyh7uJ0LO2aLEfrHwTW, ann", "it was ****, ann")]
    [InlineData("('ann', '$apr1$aaaaaaaa$bbbbb.bbbbb/bbbbbbbbbb')", "('ann', '****')")]
    public void A_hash_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("echo $1$2 $6 and $5$x")]
    [InlineData("It costs $1.50 or $2, and $y is $name")]
    [InlineData("$1$/usr/local/bin/a/b/c/d/e$2")]
    [InlineData("daemon:*:19000:0:99999:7:::\nann:!:19000:0")]
    public void Other_dollar_signs_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("localhost:5432:shop:ann:hunter2", "localhost:5432:shop:ann:****")]
    [InlineData("# a comment\n*:*:*:ann:correcthorse\r\ndb.example.com:5433:shop:*:a\\:b", "# a comment\n*:*:*:ann:****\r\ndb.example.com:5433:shop:*:****")]
    public void The_password_in_a_file_of_PostgreSQL_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("src/a.cs:12:34:error:name")]
    [InlineData("src/a.cs:5432:34:error:a message of a compiler")]
    [InlineData("see localhost:5432:shop:ann:name")]
    [InlineData("10:5432:30\n*:*:*")]
    [InlineData("postgres:5432")]
    public void Other_colons_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_hashes_take_no_quadratic_time()
    {
        string[] units = ["$6$", "$", "$6$a", "$6$a/", "$6$ ", "$2b$12$aaaaaaaaaaaaaaaaaaaaaa$", "*:", ":*:", ":5432:", "a:5432:a:a:a\n", "543", ":543"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
