using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class CommandArgumentTests
{
    [Theory]
    [InlineData("login --password hunter2 --user ann", "login --password **** --user ann")]
    [InlineData("login --password hunter --user ann", "login --password **** --user ann")]
    [InlineData("login --user ann --password hunter\nlogout", "login --user ann --password ****\nlogout")]
    [InlineData("login --password hunter", "login --password ****")]
    [InlineData("login --password 'correct horse' -v", "login --password '****' -v")]
    [InlineData("run --token a1b2c3d4", "run --token ****")]
    [InlineData("run --api-key abc123def", "run --api-key ****")]
    [InlineData("run --password=hunter2", "run --password=****")]
    [InlineData("Connect-Db -Password hunter2 -User ann", "Connect-Db -Password **** -User ann")]
    [InlineData("Connect-Db -ApiKey 'abc' -User ann", "Connect-Db -ApiKey '****' -User ann")]
    [InlineData("Connect-Db -Password:hunter2", "Connect-Db -Password:****")]
    [InlineData("""["run","--password","hunter","--user","ann"]""", """["run","--password","****","--user","ann"]""")]
    [InlineData("curl -u ann:hunter2 https://h/v1", "curl -u ann:**** https://h/v1")]
    [InlineData("curl -s -u 'ann:correct horse' https://h/v1", "curl -s -u 'ann:****' https://h/v1")]
    [InlineData("curl -sSu ann:hunter2 https://h/v1", "curl -sSu ann:**** https://h/v1")]
    [InlineData("curl --user ann:hunter2 https://h/v1", "curl --user ann:**** https://h/v1")]
    [InlineData("curl -uann:hunter2 https://h/v1", "curl -uann:**** https://h/v1")]
    [InlineData("curl https://h/v1 \\\n  -u ann:hunter2", "curl https://h/v1 \\\n  -u ann:****")]
    [InlineData("curl -b 'sid=abc' https://h/v1", "curl -b '****' https://h/v1")]
    [InlineData("sshpass -p hunter ssh h", "sshpass -p **** ssh h")]
    [InlineData("sshpass -p 'correct horse' ssh h", "sshpass -p '****' ssh h")]
    [InlineData("sshpass -phunter2 ssh h", "sshpass -p**** ssh h")]
    [InlineData("mysql -uroot -phunter shop", "mysql -uroot -p**** shop")]
    [InlineData("sudo /usr/bin/mysqldump -phunter2 shop", "sudo /usr/bin/mysqldump -p**** shop")]
    [InlineData("docker exec db mariadb -uann -p\"correct horse\" -h h", "docker exec db mariadb -uann -p\"****\" -h h")]
    [InlineData("date | mysql -phunter;ls", "date | mysql -p****;ls")]
    [InlineData("FROM x\nENV DB_PASSWORD hunter\nRUN y", "FROM x\nENV DB_PASSWORD ****\nRUN y")]
    [InlineData("ENV DB_PASSWORD correct horse", "ENV DB_PASSWORD ****")]
    [InlineData("setx DB_PASSWORD hunter2", "setx DB_PASSWORD ****")]
    [InlineData("ConvertTo-SecureString 'hunter' -AsPlainText -Force", "ConvertTo-SecureString '****' -AsPlainText -Force")]
    [InlineData("ConvertTo-SecureString -Force -AsPlainText -String 'P@ss w0rd'", "ConvertTo-SecureString -Force -AsPlainText -String '****'")]
    [InlineData("$p = 'P@ss w0rd' | ConvertTo-SecureString -AsPlainText -Force", "$p = '****' | ConvertTo-SecureString -AsPlainText -Force")]
    [InlineData("ConvertTo-SecureString -String \"correct horse\" -AsPlainText", "ConvertTo-SecureString -String \"****\" -AsPlainText")]
    public void An_argument_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("Use --password to set the password")]
    [InlineData("--password <password>  The password of the user")]
    [InlineData("Use --password or --token, not --password and\n--client-secret with --user; --password string\n--password PASSWORD\n")]
    [InlineData("--token TOKEN     The token")]
    [InlineData("--password  The password of version 2")]
    [InlineData("run --token $TOKEN --password \"$PASSWORD\" --api-key ${API_KEY}")]
    [InlineData("run --password --user ann2024")]
    [InlineData("run --max-tokens 4096")]
    [InlineData("""command.option("--token", "The token of the service");""")]
    [InlineData("Connect-Db -Credential ann -Verbose")]
    [InlineData("gpg --keyserver h --recv-keys 8FCCA13FEF1D0C2E91008E09770F7A9A5AE15600")]
    [InlineData("""$list += @('--api-key', "`"$NugetApiKey`"")""")]
    [InlineData("openssl req -key server1.pem -keyout k2.pem")]
    [InlineData("Set-PSReadLineKeyHandler -Key Ctrl+F5 -Function X1")]
    [InlineData("Connect-Db -Password (Read-Host) -Token $env:T1")]
    [InlineData("docker run -u 1000:1000 -p 8080:80 x")]
    [InlineData("curl -u $U:$P https://h/v1")]
    [InlineData("mkdir -p a/b2 && ssh -p 2222 h")]
    [InlineData("docker run -p80:80 --name mysql -p3306:3306 x")]
    [InlineData("mysql; ssh -px22 h")]
    [InlineData("mysql -p shop2 -P3306 && mkdir -pv a2")]
    [InlineData("mysql -p$PASS -p${PASS} -p")]
    [InlineData("The client mysql2 -px and mysql.tgz -pxzf")]
    [InlineData("ENV DB_HOST db2\nThe ENV section is empty")]
    [InlineData("Use `-ClientSecret`, `-CertificatePath` or `-AccessToken` ([Sign in](sign-in2.md))")]
    [InlineData("""string[] flags = ["--openai-api-key", "--openai-base-url2"];""")]
    [InlineData("""Run("Connect-Qwen -PersistKey", "Unwritable2"); Run("-Password ' '", "x");""")]
    [InlineData("`$a = Connect-Db -ApiKey `$env:KEY_2; x")]
    [InlineData("""const string Command = "ConvertTo-SecureString";""")]
    [InlineData("ConvertTo-SecureString $text -AsPlainText")]
    public void Other_arguments_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_arguments_take_no_quadratic_time()
    {
        string[] units = ["--password ", "--password '", "-Password:", "curl -u ", "curl -u a:'", "-u a:b ", "sshpass -p ", "ENV a_key ", "ENV a_key b ", "\"--token\",\"", "--token:aa", "curl -ua:$x", "ConvertTo-SecureString ", "'a' | ConvertTo-SecureString ", "ConvertTo-SecureString -Force ", "curl -ua:", "-u ", "mysql -p", "mysql -pa ", "mysql -p\"a", "-pa "];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
