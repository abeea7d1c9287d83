using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class NameValuePairTests
{
    [Theory]
    [InlineData("""{"name":"DB_PASSWORD","value":"hunter2"}""", """{"name":"DB_PASSWORD","value":"****"}""")]
    [InlineData("""[{"Name": "DB_PASSWORD", "Value": "correct horse"}, {"Name": "PORT", "Value": "8080"}]""", """[{"Name": "DB_PASSWORD", "Value": "****"}, {"Name": "PORT", "Value": "8080"}]""")]
    [InlineData("""{"name":"API_KEY","slotSetting":false,"value":"abc"}""", """{"name":"API_KEY","slotSetting":false,"value":"****"}""")]
    [InlineData("""{"Key":"ApiToken","Value":"abc"}""", """{"Key":"ApiToken","Value":"****"}""")]
    [InlineData("{\n  \"name\": \"DB_PASSWORD\",\n  \"value\": \"hunter2\"\n}", "{\n  \"name\": \"DB_PASSWORD\",\n  \"value\": \"****\"\n}")]
    [InlineData("""{"a":"{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}"}""", """{"a":"{\"name\":\"DB_PASSWORD\",\"value\":\"****\"}"}""")]
    [InlineData("""{"name":"PIN_PASSWORD","value":123456}""", """{"name":"PIN_PASSWORD","value":****}""")]
    [InlineData("- name: DB_PASSWORD\n  value: hunter2\n- name: PORT\n  value: 8080", "- name: DB_PASSWORD\n  value: ****\n- name: PORT\n  value: 8080")]
    [InlineData("- name: DB_PASSWORD\r\n  value: correct horse # of the database\r\n- name: PORT", "- name: DB_PASSWORD\r\n  value: **** # of the database\r\n- name: PORT")]
    [InlineData("- name: DB_PASSWORD\n  value: \"correct horse\"\n", "- name: DB_PASSWORD\n  value: \"****\"\n")]
    [InlineData("- name: DB_PASSWORD\n  value: |\n    hunter2\n    hunter3\n- name: PORT", "- name: DB_PASSWORD\n  value: |\n    ****\n- name: PORT")]
    [InlineData("""<entry key="password">hunter2</entry>""", """<entry key="password">****</entry>""")]
    [InlineData("- {name: DB_PASSWORD, value: hunter2}", "- {name: DB_PASSWORD, value: ****}")]
    [InlineData("Name  : DB_PASSWORD\nValue : hunter\n", "Name  : DB_PASSWORD\nValue : ****\n")]
    [InlineData("[pscustomobject]@{Name='DB_PASSWORD';Value='hunter2'}", "[pscustomobject]@{Name='DB_PASSWORD';Value='****'}")]
    [InlineData("@{ Name = 'DB_PASSWORD'; Value = 'hunter2' }", "@{ Name = 'DB_PASSWORD'; Value = '****' }")]
    [InlineData("@{Name=DB_PASSWORD; Value=hunter2}", "@{Name=DB_PASSWORD; Value=****}")]
    [InlineData("""<add key="Password" value="hunter2" />""", """<add key="Password" value="****" />""")]
    [InlineData("""<input name="password" type="password" value="hunter2">""", """<input name="password" type="password" value="****">""")]
    [InlineData("<property><name>db.password</name><value>hunter2</value></property>", "<property><name>db.password</name><value>****</value></property>")]
    [InlineData("<setting name=\"Password\">\n<value>hunter2</value></setting>", "<setting name=\"Password\">\n<value>****</value></setting>")]
    [InlineData("<key>DB_PASSWORD</key>\n<string>hunter2</string>", "<key>DB_PASSWORD</key>\n<string>****</string>")]
    [InlineData("""{"value":"hunter2","name":"DB_PASSWORD"}""", """{"value":"****","name":"DB_PASSWORD"}""")]
    [InlineData("""<add value="hunter2" key="Password" />""", """<add value="****" key="Password" />""")]
    [InlineData("""{"name":"DB_PASSWORD","token":"a1b2c3d4e5","value":"x"}""", """{"name":"DB_PASSWORD","token":"****","value":"****"}""")]
    [InlineData("""{"Name":"/prod/db/password","Type":"SecureString","Value":"hunter"}""", """{"Name":"/prod/db/password","Type":"SecureString","Value":"****"}""")]
    [InlineData("""{"ParameterKey":"DbPassword","ParameterValue":"hunter2"}""", """{"ParameterKey":"DbPassword","ParameterValue":"****"}""")]
    [InlineData("""{"keyName":"key1","permissions":"FULL","value":"Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZx/A=="}""", """{"keyName":"key1","permissions":"FULL","value":"****"}""")]
    public void The_value_of_a_pair_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("""{"db_password":{"sensitive":true,"type":"string","value":"hunter"}}""", """{"db_password":{"sensitive":true,"type":"string","value":"****"}}""")]
    [InlineData("""{ "password": { "db_secret": "hunter2", "value": "hunter" } }""", """{ "password": { "db_secret": "****", "value": "****" } }""")]
    [InlineData("secret:\n  value: hunter\n  port: 5", "secret:\n  value: ****\n  port: 5")]
    [InlineData("""{"password":{"type":"string","value":null},"user":{"value":"ann2"}}""", """{"password":{"type":"string","value":null},"user":{"value":"ann2"}}""")]
    [InlineData("secret:\nvalue: hunter2", "secret:\nvalue: hunter2")]
    public void The_value_in_an_object_with_the_name_of_a_secret_is_masked(string text, string shown) => SecretMask.Text(text).ShouldBe(shown);

    [Theory]
    [InlineData("""{"name":"PORT","value":"8080"}""")]
    [InlineData("""{"name":"DB_PASSWORD"},{"name":"PORT","value":"8080"}""")]
    [InlineData("""{"name":"DB_PASSWORD","value":""}""")]
    [InlineData("""{"name":"DB_PASSWORD","value":null}""")]
    [InlineData("""{"name":"DB_PASSWORD","value":"${DB_PASSWORD}"}""")]
    [InlineData("""{"name":"max_tokens","value":"4096"}""")]
    [InlineData("""{"name":"api_key","in":"header","description":"The value"}""")]
    [InlineData("""{"name":"login","title":"The password","value":"x"}""")]
    [InlineData("- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db\n      key: password\n- name: PORT\n  value: \"8080\"")]
    [InlineData("- key: token\n- name: PORT\n  value: \"8080\"")]
    [InlineData("var name = password; var value = 5;")]
    [InlineData("f(name: keyName, value: Next())")]
    [InlineData("foreach (var (name, key) in keys) { value = key; }")]
    [InlineData("var name = \"api_key\"; public Task<string> WriteAsync() => x1; /// <summary>")]
    [InlineData("""<label><input name="password"> Remember me 2</label>""")]
    [InlineData("The name: password and its value: what it is")]
    [InlineData("""{"value":"hunter2","name":"PORT"}""")]
    [InlineData("""{"value":"hunter2"},{"name":"DB_PASSWORD"}""")]
    public void Other_pairs_are_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Fact]
    public void Many_names_take_no_quadratic_time()
    {
        string[] units = ["\"password\":{\"value\":\"", "\"password\":{", "secret:\n  value: ", "name: a_key ", "name=\"a_key\"", "\"name\":\"a_key\",\"value\":\"", "name:'a_key',value:\"", "\"value\":\"", "value:'x',", "<name>a_key</name>", "<name>a_key</name><value>", "name: a_key\nvalue: ", "value", "name=a_key;value=x", "key=", "name:keya@", "<a key=\"a_key\">"];
        foreach (var unit in units)
            LinearTime.Verify(unit);
    }
}
