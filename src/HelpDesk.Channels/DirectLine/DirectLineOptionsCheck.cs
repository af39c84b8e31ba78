using System.Globalization;
using System.Net;
using HelpDesk.Channels.DirectLine.Tokens;
using HelpDesk.Channels.DirectLine.Wire;
using HelpDesk.Sources;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.DirectLine;

/// <summary>Stops the start where a setting cannot be meant.</summary>
internal sealed class DirectLineOptionsCheck(TextCatalog texts) : IValidateOptions<DirectLineOptions>
{
    public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
    {
        var wrong = new List<string>();
        CheckSecret(nameof(options.Secret), options.Secret, wrong);
        CheckSecret(nameof(options.PreviousSecret), options.PreviousSecret, wrong);
        if (options.Secret is null && options.PreviousSecret is not null)
        {
            wrong.Add(texts.Get("options.previous"));
        }

        wrong.AddRange(options.AllowedOrigins.Where(origin => !Origins.IsOrigin(origin)).Select(origin => texts.Get("options.origin", origin)));
        wrong.AddRange(options.TrustedProxies.Where(proxy => !TryNetwork(proxy, out _)).Select(proxy => texts.Get("options.proxy", proxy)));
        if (options.ArticleAddress is { } address && (!address.Contains(DirectLineOptions.ArticleId, StringComparison.Ordinal) || !IsWebAddress(address)))
        {
            wrong.Add(texts.Get("options.article", address));
        }

        foreach (var (key, value) in new[]
        {
            (nameof(options.MessagesPerMinute), options.MessagesPerMinute),
            (nameof(options.ConversationsPerHour), options.ConversationsPerHour),
            (nameof(options.ReadsPerMinute), options.ReadsPerMinute),
            (nameof(options.SocketsPerAddress), options.SocketsPerAddress),
        })
        {
            if (value < 1)
            {
                wrong.Add(texts.Get("options.limit", key, value.ToString(CultureInfo.InvariantCulture)));
            }
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>«10.0.0.0/8», or a single address.</summary>
    public static bool TryNetwork(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
        {
            return true;
        }

        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private void CheckSecret(string key, string? secret, List<string> wrong)
    {
        if (secret is not null && secret.Length < DirectLineOptions.ShortestSecret)
        {
            wrong.Add(texts.Get("options.secret", key, DirectLineOptions.ShortestSecret.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
