namespace HelpDesk.Conversation.Settings;

/// <summary>What a value must be; how far a value of a right kind can be meant, whoever uses it says.</summary>
public enum SettingKind
{
    Text,

    /// <summary>Text that no message repeats.</summary>
    Secret,

    /// <summary>A whole number between <see cref="KnownSetting.Least"/> and <see cref="KnownSetting.Most"/>.</summary>
    Number,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A day, 2027-03-31.</summary>
    Date,

    /// <summary>One of <see cref="KnownSetting.Choices"/>.</summary>
    Choice,

    /// <summary>Texts: by number (Key:0, Key:1 …) or in one value, parted by commas.</summary>
    List,
}

/// <summary>One setting that there is.</summary>
/// <param name="Key">«Mail:Port». <see cref="Area"/> and <see cref="Id"/> stand for keys that the help desk chooses.</param>
public sealed record KnownSetting(string Key, SettingKind Kind)
{
    /// <summary>The two digits of an area.</summary>
    public const string Area = "{area}";

    /// <summary>A GUID: of a tenant, or of a person in Entra.</summary>
    public const string Id = "{id}";

    public int Least { get; init; } = 1;

    public int Most { get; init; } = int.MaxValue;

    public IReadOnlyList<string> Choices { get; init; } = [];
}
