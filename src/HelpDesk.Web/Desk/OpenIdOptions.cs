using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Desk;

/// <summary>Section OpenId of the settings: Entra, or another OpenID Connect provider, where people of the desk sign in. Without an authority there is none.</summary>
internal sealed class OpenIdOptions
{
    /// <summary>The provider's address, of one tenant; below it stands .well-known/openid-configuration.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Secret: by the environment (HELPDESK__OpenId__ClientSecret), not in a file.</summary>
    public string? ClientSecret { get; set; }
}

/// <summary>Faults as «code|value», for the texts under «settings».</summary>
internal sealed class OpenIdOptionsCheck : IValidateOptions<OpenIdOptions>
{
    /// <summary>Entra's addresses for people of any tenant at all: whoever has an account anywhere would be asked in.</summary>
    private static readonly string[] Everybody = ["common", "organizations", "consumers"];

    public ValidateOptionsResult Validate(string? name, OpenIdOptions options)
    {
        if (string.IsNullOrEmpty(options.Authority))
        {
            return ValidateOptionsResult.Success;
        }

        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            || address.Segments.Any(segment => Everybody.Contains(segment.Trim('/'), StringComparer.OrdinalIgnoreCase)))
        {
            return ValidateOptionsResult.Fail("openIdAuthority|" + options.Authority);
        }

        return string.IsNullOrEmpty(options.ClientId) || string.IsNullOrEmpty(options.ClientSecret)
            ? ValidateOptionsResult.Fail("openIdClient|" + options.Authority) : ValidateOptionsResult.Success;
    }
}
