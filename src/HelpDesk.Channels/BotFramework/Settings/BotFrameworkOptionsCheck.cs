using HelpDesk.Channels.BotFramework.Hosts;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Tickets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.BotFramework.Settings;

/// <summary>Stops the start of a host whose Teams settings cannot work or are not safe, saying each fault and its remedy.</summary>
public sealed class BotFrameworkOptionsCheck(IHostEnvironment environment, TextCatalog texts) : IValidateOptions<BotFrameworkOptions>
{
    /// <summary>Entra's own secrets have 40 characters; a shorter one is a sample.</summary>
    public const int ShortestSecret = 16;

    private const int CompanyCodeLength = 5;

    public ValidateOptionsResult Validate(string? name, BotFrameworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = Faults(options).Select(fault => texts.Get("options." + fault.Code, fault.Setting, fault.Value)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<OptionFault> Faults(BotFrameworkOptions options)
    {
        if (options.AnonymousInDevelopment && !environment.IsDevelopment())
        {
            yield return new("anonymous", nameof(options.AnonymousInDevelopment));
        }

        if (options.AppId.Length == 0)
        {
            yield break;
        }

        foreach (var fault in IdentityFaults(options).Concat(CredentialFaults(options)).Concat(AddressFaults(options)).Concat(TenantFaults(options)).Concat(AgentFaults(options)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<OptionFault> IdentityFaults(BotFrameworkOptions options)
    {
        if (!Guid.TryParseExact(options.AppId, "D", out _))
        {
            yield return new("guid", nameof(options.AppId), options.AppId);
        }

        if (!IsTenant(options.TenantId))
        {
            yield return new("tenant", nameof(options.TenantId), options.TenantId);
        }
        else if (options.AllowedTenants.Count == 0 && !Guid.TryParseExact(options.TenantId, "D", out _))
        {
            // Activities name tenants by GUID: a domain here would turn everyone away.
            yield return new("tenants-needed", nameof(options.AllowedTenants));
        }

        foreach (var tenant in options.AllowedTenants.Where(tenant => tenant != BotFrameworkOptions.AnyTenant && !Guid.TryParseExact(tenant, "D", out _)))
        {
            yield return new("guid", nameof(options.AllowedTenants), tenant);
        }
    }

    private static IEnumerable<OptionFault> CredentialFaults(BotFrameworkOptions options)
    {
        switch (options.Credential)
        {
            case BotCredential.Secret when options.ClientSecret.Length < ShortestSecret:
                yield return new("secret", nameof(options.ClientSecret));
                break;
            case BotCredential.Certificate when BotCertificate.Read(options.CertificateFile, options.CertificatePassword) is null:
                yield return new("certificate", nameof(options.CertificateFile), options.CertificateFile);
                break;
            default:
                break;
        }
    }

    private static IEnumerable<OptionFault> AddressFaults(BotFrameworkOptions options)
    {
        (string Setting, string Url)[] urls =
        [
            (nameof(options.MetadataUrl), options.MetadataUrl), (nameof(options.LoginUrl), options.LoginUrl),
            (nameof(options.TokenIssuer), options.TokenIssuer), (nameof(options.TokenResource), options.TokenResource),
        ];
        foreach (var (setting, url) in urls.Where(each => !(Uri.TryCreate(each.Url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)))
        {
            yield return new("https", setting, url);
        }

        if (options.PublicAddress.Length > 0 && !IsPublic(options.PublicAddress))
        {
            yield return new("public-address", nameof(options.PublicAddress), options.PublicAddress);
        }

        foreach (var host in options.ServiceHosts.Where(host => !ServiceHosts.IsHost(host)))
        {
            yield return new("host", nameof(options.ServiceHosts), host);
        }

        foreach (var host in options.FileHosts.Where(host => !FileHosts.IsHost(host)))
        {
            yield return new("file-host", nameof(options.FileHosts), host);
        }
    }

    private static IEnumerable<OptionFault> TenantFaults(BotFrameworkOptions options)
    {
        foreach (var (tenant, company) in options.Tenants)
        {
            if (!Guid.TryParseExact(tenant, "D", out _))
            {
                yield return new("guid", nameof(options.Tenants), tenant);
            }

            if (string.IsNullOrWhiteSpace(company.Company) || company.CompanyCode is not { Length: CompanyCodeLength } code || !code.All(char.IsAsciiDigit))
            {
                yield return new("company", $"{nameof(options.Tenants)}:{tenant}", company.CompanyCode);
            }
        }
    }

    private static IEnumerable<OptionFault> AgentFaults(BotFrameworkOptions options)
    {
        var channel = options.AgentsChannel;
        if (channel.Conversation.Length == 0)
        {
            yield break;
        }

        if (!channel.Conversation.StartsWith("19:", StringComparison.Ordinal) || channel.Conversation.Contains(';', StringComparison.Ordinal))
        {
            yield return new("agents-channel", "AgentsChannel:Conversation", channel.Conversation);
        }

        if (!Guid.TryParseExact(options.AgentsTenant, "D", out _))
        {
            yield return new("guid", "AgentsChannel:TenantId", options.AgentsTenant);
        }

        if (new ServiceHosts(options.ServedHosts, loopback: false).Find(channel.ServiceUrl) is null)
        {
            yield return new("agents-service", "AgentsChannel:ServiceUrl", channel.ServiceUrl);
        }

        foreach (var (id, name) in channel.Agents)
        {
            if (!Guid.TryParseExact(id, "D", out _))
            {
                yield return new("guid", "AgentsChannel:Agents", id);
            }
            else if (string.IsNullOrWhiteSpace(name) || name.Length > Ticket.LongestName)
            {
                yield return new("agent-name", $"AgentsChannel:Agents:{id}", name ?? "");
            }
        }
    }

    private static bool IsPublic(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    private static bool IsTenant(string tenant) =>
        Guid.TryParseExact(tenant, "D", out _) || (tenant.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(tenant) == UriHostNameType.Dns);

    private sealed record OptionFault(string Code, string Setting, string Value = "");
}
