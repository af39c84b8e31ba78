using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HelpDesk.Channels.BotFramework.Package;

/// <summary>The app package that an administrator uploads to Teams: manifest, languages and icons of the folder teams/, for one bot.</summary>
public static class TeamsPackage
{
    private static readonly string[] Files = ["manifest.json", "ja.json", "en.json", "color.png", "outline.png"];

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Zip knows no earlier day; the same input gives the same bytes.</summary>
    private static readonly DateTimeOffset Day = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="botId">The bot's application (client) id.</param>
    /// <param name="domain">Host name of the help desk's site, as <see cref="IsDomain"/>.</param>
    /// <param name="own">What is one's own in it; null: all as shipped.</param>
    /// <exception cref="ArgumentException">That is no such host name, or <see cref="PackageParts.Fault"/> has something to say.</exception>
    /// <exception cref="JsonException">The manifest of one's own is no JSON object.</exception>
    public static void Write(Stream stream, Guid botId, string domain, PackageParts? own = null)
    {
        own ??= new PackageParts();
        if (own.Fault() is { } fault)
        {
            throw new ArgumentException(fault.Code, nameof(own));
        }

        if (!IsDomain(domain))
        {
            throw new ArgumentException(domain, nameof(domain));
        }

        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in Files)
        {
            var entry = zip.CreateEntry(file, CompressionLevel.Optimal);
            entry.LastWriteTime = Day;
            using var into = entry.Open();
            into.Write(file == Files[0] ? Manifest(botId, domain, own) : Bytes(file, own));
        }
    }

    /// <summary>A host name with a dot, in ASCII, without scheme, port or path: helpdesk.example.jp.</summary>
    public static bool IsDomain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Uri.CheckHostName(text) == UriHostNameType.Dns && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && text.Split('.') is { Length: > 1 } parts && parts.All(part => part.Length > 0 && part[0] != '-' && part[^1] != '-');
    }

    private static byte[] Manifest(Guid botId, string domain, PackageParts own)
    {
        var text = Encoding.UTF8.GetString(Bytes(Files[0], own)).TrimStart('\uFEFF')
            .Replace("{{botId}}", botId.ToString("D"), StringComparison.Ordinal)
            .Replace("{{domain}}", domain.ToLowerInvariant(), StringComparison.Ordinal);
        if (!own.ChangeManifest && own.Folder is null)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        if (JsonNode.Parse(text) is not JsonObject manifest)
        {
            throw new JsonException("manifest.json");
        }

        if (own.ManifestVersion is { } form)
        {
            manifest["$schema"] = $"https://developer.microsoft.com/json-schemas/teams/v{form}/MicrosoftTeams.schema.json";
            manifest["manifestVersion"] = form;
        }

        Set(manifest, "version", own.Version);
        if (manifest["developer"] is not JsonObject developer)
        {
            manifest["developer"] = developer = [];
        }

        Set(developer, "name", own.Developer);
        Set(developer, "websiteUrl", own.Website);
        Set(developer, "privacyUrl", own.Privacy);
        Set(developer, "termsOfUseUrl", own.Terms);
        return Encoding.UTF8.GetBytes(manifest.ToJsonString(Readable));
    }

    private static void Set(JsonObject into, string name, string? value)
    {
        if (value is not null)
        {
            into[name] = value;
        }
    }

    private static byte[] Bytes(string file, PackageParts own)
    {
        if (own.Folder is { } folder && File.Exists(Path.Combine(folder, file)))
        {
            return File.ReadAllBytes(Path.Combine(folder, file));
        }

        using var resource = typeof(TeamsPackage).Assembly.GetManifestResourceStream("teams." + file) ?? throw new InvalidOperationException($"The build embeds no teams/{file}.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
