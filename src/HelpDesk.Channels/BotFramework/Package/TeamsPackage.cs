using System.IO.Compression;
using System.Text;

namespace HelpDesk.Channels.BotFramework.Package;

/// <summary>The app package that an administrator uploads to Teams: manifest, languages and icons of the folder teams/, for one bot.</summary>
public static class TeamsPackage
{
    private static readonly string[] Files = ["manifest.json", "ja.json", "en.json", "color.png", "outline.png"];

    /// <summary>Zip knows no earlier day; the same input gives the same bytes.</summary>
    private static readonly DateTimeOffset Day = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="botId">The bot's application (client) id.</param>
    /// <param name="domain">Host name of the help desk's site, as <see cref="IsDomain"/>.</param>
    /// <exception cref="ArgumentException">That is no such host name.</exception>
    public static void Write(Stream stream, Guid botId, string domain)
    {
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
            into.Write(file == Files[0] ? Manifest(botId, domain) : Bytes(file));
        }
    }

    /// <summary>A host name with a dot, in ASCII, without scheme, port or path: helpdesk.example.jp.</summary>
    public static bool IsDomain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Uri.CheckHostName(text) == UriHostNameType.Dns && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            && text.Split('.') is { Length: > 1 } parts && parts.All(part => part.Length > 0 && part[0] != '-' && part[^1] != '-');
    }

    private static byte[] Manifest(Guid botId, string domain) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(Bytes(Files[0]))
            .Replace("{{botId}}", botId.ToString("D"), StringComparison.Ordinal)
            .Replace("{{domain}}", domain.ToLowerInvariant(), StringComparison.Ordinal));

    private static byte[] Bytes(string file)
    {
        using var resource = typeof(TeamsPackage).Assembly.GetManifestResourceStream("teams." + file) ?? throw new InvalidOperationException($"The build embeds no teams/{file}.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
