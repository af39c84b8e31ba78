using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Site;

/// <summary>Section Site of the settings: under which addresses people reach this host.</summary>
internal sealed class SiteOptions
{
    /// <summary>
    /// As browsers name them: https://help.example.co.jp. Whoever asks under another name is refused, and addresses in answers
    /// are made of these. None: only names of this machine itself (localhost, 127.0.0.1, its host name) are answered.
    /// </summary>
    public IList<string> Addresses { get; } = [];

    /// <summary>Searches of one network in a minute, pages and API together.</summary>
    public int SearchesPerMinute { get; set; } = 600;
}

/// <summary>Faults as «code|value», for the texts under «settings».</summary>
internal sealed class SiteOptionsCheck : IValidateOptions<SiteOptions>
{
    public ValidateOptionsResult Validate(string? name, SiteOptions options)
    {
        List<string> faults = [.. options.Addresses.Where(address => !IsAddress(address)).Select(address => "siteAddress|" + address)];
        if (options.SearchesPerMinute < 1)
        {
            faults.Add("searchesPerMinute|" + options.SearchesPerMinute.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http" && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase) && uri.UserInfo.Length == 0;
}
