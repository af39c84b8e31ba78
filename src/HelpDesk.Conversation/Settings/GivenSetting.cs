using HelpDesk.Sources;

namespace HelpDesk.Conversation.Settings;

/// <summary>A setting as somebody gave it, not looked at yet.</summary>
/// <param name="Key">Parts with colons between them, spelled as given.</param>
/// <param name="Value">Null where only a name was given: an empty section, or JSON's null.</param>
public sealed record GivenSetting(string Key, string? Value, SettingOrigin Origin);

/// <summary>What one place gave (a file, the environment, the command line), and what in it is no setting at all.</summary>
public sealed record SettingLayer(IReadOnlyList<GivenSetting> Given, IReadOnlyList<SettingFault> Faults)
{
    public static SettingLayer Empty { get; } = new([], []);
}
