using Azure;
using Azure.Identity;
using HelpDesk.Language.Client;

namespace HelpDesk.Language;

/// <summary>What the service is asked for, by the names of the setting Language:Uses.</summary>
public static class LanguageUses
{
    public const string Language = "Language";
    public const string PersonalData = "PersonalData";
    public const string KeyPhrases = "KeyPhrases";
    public const string Sentiment = "Sentiment";

    public static IReadOnlyList<string> All { get; } = [Language, PersonalData, KeyPhrases, Sentiment];
}

public enum LanguageCredential
{
    /// <summary>A key of the resource: <see cref="LanguageOptions.Key"/>.</summary>
    Key,

    /// <summary>The managed identity of the machine; <see cref="LanguageOptions.ClientId"/> names a user-assigned one.</summary>
    ManagedIdentity,

    /// <summary>An app of Entra: <see cref="LanguageOptions.TenantId"/>, <see cref="LanguageOptions.ClientId"/>, <see cref="LanguageOptions.ClientSecret"/>.</summary>
    ClientSecret,

    /// <summary>None: a container on one's own network.</summary>
    None,
}

/// <summary>Section Language of the settings. Off unless an endpoint and a use are set.</summary>
public sealed class LanguageOptions
{
    /// <summary>https://NAME.cognitiveservices.azure.com, or a container's address.</summary>
    public string? Endpoint { get; set; }

    public LanguageCredential Credential { get; set; }

    /// <summary>Secret: by the environment (HELPDESK__Language__Key), not in a file.</summary>
    public string? Key { get; set; }

    public string? TenantId { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Secret: by the environment.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Names of <see cref="LanguageUses"/>.</summary>
    public IList<string> Uses { get; } = [];

    /// <summary>For one question with its retries.</summary>
    public int Seconds { get; set; } = 10;

    /// <summary>Texts sent within a day of UTC, by all nodes together; each use of a text counts.</summary>
    public int DocumentsPerDay { get; set; } = 2_000;

    /// <summary>Whether anything is asked of the service.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(Endpoint) && Uses.Count > 0;

    public bool Has(string use) => IsOn && Uses.Contains(use, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong, as «code|value»; empty where it can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        faults.AddRange(Uses.Where(use => !LanguageUses.All.Contains(use, StringComparer.OrdinalIgnoreCase)).Select(use => "languageUse|" + use));
        if (string.IsNullOrWhiteSpace(Endpoint))
        {
            if (Uses.Count > 0)
            {
                faults.Add("languageNoEndpoint|" + string.Join(", ", Uses));
            }

            return faults;
        }

        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Query.Length > 0 || address.UserInfo.Length > 0)
        {
            faults.Add("languageEndpoint|" + Endpoint);
        }
        else if (address.Scheme == "http" && Credential != LanguageCredential.None && !(address.IsLoopback && Credential == LanguageCredential.Key))
        {
            // A key or a token in the clear is everybody's.
            faults.Add("languageInTheClear|" + Endpoint);
        }

        if (Credential == LanguageCredential.Key && string.IsNullOrWhiteSpace(Key))
        {
            faults.Add("languageKey|" + Endpoint);
        }

        if (Credential == LanguageCredential.ClientSecret && new[] { TenantId, ClientId, ClientSecret }.Any(string.IsNullOrWhiteSpace))
        {
            faults.Add("languageSecret|" + Endpoint);
        }

        return faults;
    }

    /// <summary>The client that the settings describe; they must have no <see cref="Faults"/>.</summary>
    public LanguageClient CreateClient(LanguageClientOptions? pipeline = null)
    {
        var address = new Uri(Endpoint!);
        pipeline ??= new LanguageClientOptions();
        pipeline.Retry.MaxRetries = 2;
        pipeline.Retry.NetworkTimeout = TimeSpan.FromSeconds(Seconds);
        // Neither texts nor answers go to anybody's log.
        pipeline.Diagnostics.IsLoggingContentEnabled = false;
        return Credential switch
        {
            LanguageCredential.None => new LanguageClient(address, pipeline),
            LanguageCredential.ManagedIdentity => new LanguageClient(address, new ManagedIdentityCredential(string.IsNullOrWhiteSpace(ClientId) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(ClientId)), pipeline),
            LanguageCredential.ClientSecret => new LanguageClient(address, new ClientSecretCredential(TenantId, ClientId, ClientSecret), pipeline),
            _ => new LanguageClient(address, new AzureKeyCredential(Key!), pipeline),
        };
    }
}
