namespace HelpDesk.Channels.BotFramework.Package;

/// <summary>What a help desk says of itself in its Teams app, in place of what is shipped; null: as shipped.</summary>
public sealed record PackageParts
{
    /// <summary>Characters of a developer's name, by the manifest's schema.</summary>
    public const int LongestDeveloper = 32;

    private const int VersionParts = 3;
    private const int FormParts = 2;

    /// <summary>Folder with files of one's own in place of ours: manifest.json, ja.json, en.json, color.png, outline.png. {{botId}} and {{domain}} are filled in.</summary>
    public string? Folder { get; init; }

    public string? Developer { get; init; }

    public string? Website { get; init; }

    public string? Privacy { get; init; }

    public string? Terms { get; init; }

    /// <summary>Of the app: a newer package needs a higher one, «1.2.0».</summary>
    public string? Version { get; init; }

    /// <summary>Of the manifest's form, for clouds that lag behind: «1.25».</summary>
    public string? ManifestVersion { get; init; }

    internal bool ChangeManifest => Developer is not null || Website is not null || Privacy is not null || Terms is not null || Version is not null || ManifestVersion is not null;

    /// <summary>Why they cannot be used, as the code of a text and the value; null where they can.</summary>
    public (string Code, string Value)? Fault()
    {
        if (Folder is { } folder && !File.Exists(Path.Combine(folder, "manifest.json")))
        {
            return ("noManifest", folder);
        }

        if (Developer is { } developer && (string.IsNullOrWhiteSpace(developer) || developer.Length > LongestDeveloper))
        {
            return ("badDeveloper", developer);
        }

        if (new[] { Website, Privacy, Terms }.OfType<string>().FirstOrDefault(address => !IsHttps(address)) is { } address)
        {
            return ("badAddress", address);
        }

        return Version is { } version && !IsVersion(version, VersionParts) ? ("badVersion", version)
            : ManifestVersion is { } form && !IsVersion(form, FormParts) ? ("badForm", form)
            : null;
    }

    private static bool IsHttps(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0;

    /// <summary>Numbers with dots between them, without leading zeros.</summary>
    private static bool IsVersion(string text, int parts) => text.Split('.') is var numbers && numbers.Length == parts
        && numbers.All(number => number.Length is > 0 and < 10 && number.All(char.IsAsciiDigit) && (number.Length == 1 || number[0] != '0'));
}
