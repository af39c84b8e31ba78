namespace HelpDesk.Sources;

/// <summary>A setting with which the program must not start.</summary>
/// <param name="Key">As configuration names it: BusinessHours:Closes.</param>
/// <param name="Code">Stable, for example <c>SET003</c>; its wording stands in Texts.*.yaml under the same key.</param>
/// <param name="Arguments">What the wording's {0}, {1} … are filled with.</param>
public sealed record SettingFault(string Key, string Code, params IReadOnlyList<string> Arguments)
{
    /// <summary>«BusinessHours:Closes: error SET003: what is wrong; what to do» in the language asked for.</summary>
    public string Describe(TextCatalog texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return $"{Key}: error {Code}: {texts.Get(Code, [.. Arguments])}";
    }
}
