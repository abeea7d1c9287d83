using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace QwenCode.Loopback;

/// <summary>The page behind <c>verification_uri_complete</c>. A bare POST to it approves.</summary>
internal sealed class OAuthApprovalPage(OAuthAuthority authority)
{
    public const string Path = "/authorize";

    public static Task ShowAsync(Exchange exchange)
    {
        var userCode = WebUtility.HtmlEncode(exchange.Request.Query["user_code"].ToString());
        return SendAsync(exchange, 200, $"""
            <p>Allow the device that shows this code to use your account?</p>
            <form method="post" action="{Path}">
              <p><input name="user_code" value="{userCode}" aria-label="Code" required></p>
              <button name="action" value="approve">Approve</button>
              <button name="action" value="deny">Deny</button>
            </form>
            """);
    }

    public Task DecideAsync(Exchange exchange)
    {
        var form = new FormReader(exchange.Record.Body).ReadForm();
        var userCode = form.TryGetValue("user_code", out var typed) ? typed.ToString() : exchange.Request.Query["user_code"].ToString();
        var action = form.TryGetValue("action", out var pressed) ? pressed.ToString() : "approve";
        var known = userCode.Length > 0 && (action == "deny" ? authority.Deny(userCode) : authority.Approve(userCode));
        if (!known)
            return SendAsync(exchange, 404, "<p>There is no login that waits under this code.</p>");
        return SendAsync(exchange, 200, action == "deny" ? "<p>Denied.</p>" : "<p>Approved. You can close this page.</p>");
    }

    private static Task SendAsync(Exchange exchange, int status, string content)
    {
        var page = $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Qwen login</title></head>\n<body>\n<h1>Qwen login</h1>\n{content}\n</body></html>\n";
        return exchange.SendAsync(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }
}
