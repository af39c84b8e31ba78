using System.Globalization;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Sources;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Channels.BotFramework.Credentials;

/// <param name="Code">ok, managed, unknown, expires-soon, expired.</param>
/// <param name="Days">Whole days that are left.</param>
public sealed record CredentialState(string Code, DateTimeOffset? Expires, int? Days)
{
    public bool IsWarning => Code is "expires-soon" or "expired" or "unknown";

    /// <summary>For the health page and the log.</summary>
    public string Say(TextCatalog texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Get("credential." + Code, Expires?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", Days?.ToString(CultureInfo.InvariantCulture) ?? "");
    }
}

/// <summary>When the bot's secret or certificate ends, said while there is time to renew it: an expired one silences the bot in Teams.</summary>
public sealed class CredentialHealth(BotCredential kind, DateTimeOffset? expires, TimeProvider clock)
{
    public static readonly TimeSpan WarnBefore = TimeSpan.FromDays(30);

    public static CredentialHealth Of(BotFrameworkOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(options.Credential, options.Credential switch
        {
            // Entra shows a day without its hour: by its beginning the new one should be there.
            BotCredential.Secret when options.ClientSecretExpires is { } day => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
            BotCredential.Certificate => CertificateEnd(options),
            _ => null,
        }, clock);
    }

    public CredentialState Now()
    {
        if (expires is not { } end)
        {
            return new(kind == BotCredential.ManagedIdentity ? "managed" : "unknown", null, null);
        }

        var left = end - clock.GetUtcNow();
        var code = left <= TimeSpan.Zero ? "expired" : left <= WarnBefore ? "expires-soon" : "ok";
        return new(code, end, Math.Max(0, (int)left.TotalDays));
    }

    /// <summary>To be called at the start and once a day.</summary>
    public void Log(ILogger log, TextCatalog texts)
    {
        var state = Now();
        if (state.IsWarning)
        {
            log.LogWarning("{CredentialState}", state.Say(texts));
        }
    }

    private static DateTimeOffset? CertificateEnd(BotFrameworkOptions options)
    {
        using var certificate = BotCertificate.Read(options.CertificateFile, options.CertificatePassword);
        return certificate is null ? null : new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
    }
}
