namespace HelpDesk.Sources;

/// <summary>Where a setting was given.</summary>
public enum SettingPlace
{
    File,
    Environment,
    CommandLine,
}

/// <param name="Name">The file's path, the variable's name, or the argument without its value (which may be a secret).</param>
public sealed record SettingOrigin(SettingPlace Place, string Name)
{
    public string Describe(TextCatalog texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Get("origin." + Place.ToString().ToLowerInvariant(), Name);
    }
}

/// <summary>A setting with which the program must not start.</summary>
/// <param name="Key">As configuration names it: BusinessHours:Closes.</param>
/// <param name="Code">Stable, for example <c>SET003</c>; its wording stands in Texts.*.yaml under the same key.</param>
/// <param name="Arguments">What the wording's {0}, {1} … are filled with.</param>
public sealed record SettingFault(string Key, string Code, params IReadOnlyList<string> Arguments)
{
    /// <summary>Null where it was not given anywhere: a file that is not there, a default that no longer fits.</summary>
    public SettingOrigin? Origin { get; init; }

    /// <summary>«BusinessHours:Closes (helpdesk.json): error SET003: what is wrong; what to do» in the language asked for.</summary>
    public string Describe(TextCatalog texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var origin = Origin is null ? "" : $" ({Origin.Describe(texts)})";
        return $"{Key}{origin}: error {Code}: {texts.Get(Code, [.. Arguments])}";
    }
}
