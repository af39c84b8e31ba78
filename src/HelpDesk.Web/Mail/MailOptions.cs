using System.Globalization;
using Microsoft.Extensions.Options;
using MimeKit;

namespace HelpDesk.Web.Mail;

/// <summary>Section Mail of the settings: the server that takes our mail. Without a host nothing is sent.</summary>
internal sealed class MailOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>Sender, as «name@example.co.jp» or «Help desk &lt;name@example.co.jp&gt;».</summary>
    public string? From { get; set; }

    public string? User { get; set; }

    /// <summary>Secret: by the environment (HELPDESK__Mail__Password), not in a file.</summary>
    public string? Password { get; set; }

    public MailTls Tls { get; set; } = MailTls.StartTls;
}

internal enum MailTls
{
    /// <summary>Begins in the clear and must turn to TLS before anything is said.</summary>
    StartTls,

    /// <summary>TLS from the first byte (mostly port 465).</summary>
    Implicit,

    /// <summary>None: only for a server on this machine.</summary>
    None,
}

/// <summary>Faults as «code|value», for the texts under «settings».</summary>
internal sealed class MailOptionsCheck : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (string.IsNullOrEmpty(options.Host))
        {
            return ValidateOptionsResult.Success;
        }

        var faults = new List<string>();
        if (!MailboxAddress.TryParse(options.From, out _))
        {
            faults.Add("mailFrom|" + options.From);
        }

        if (options.Port is < 1 or > ushort.MaxValue)
        {
            faults.Add("mailPort|" + options.Port.ToString(CultureInfo.InvariantCulture));
        }

        if (options.User is { Length: > 0 } && options.Password is not { Length: > 0 })
        {
            faults.Add("mailPassword|" + options.User);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
