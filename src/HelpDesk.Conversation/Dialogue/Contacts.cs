namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// How to reach those who settle matters. None of it is public, so it is configuration; where nothing is set the person is
/// told where the list stands.
/// </summary>
public sealed record Contacts
{
    public static Contacts None { get; } = new();

    /// <summary>By area code 01 to 10: the operator's switching desk, as it is to be shown (telephone, address, form).</summary>
    public IReadOnlyDictionary<string, string> Operators { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The help desk's own; null where it is not set.</summary>
    public string? HelpDesk { get; init; }

    public string? Of(string owner, string? areaCode) => owner switch
    {
        "operator" => areaCode is not null ? Operators.GetValueOrDefault(areaCode) : null,
        "helpdesk" => HelpDesk,
        _ => null,
    };
}
