using System.Text.Json.Serialization;

namespace HelpDesk.Ticketing.People;

/// <summary>As what somebody works at the desk; one may be several. Stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeskRole>))]
public enum DeskRole
{
    /// <summary>Reads the inquiries of their teams.</summary>
    Reader,

    /// <summary>Works the inquiries of their teams.</summary>
    Agent,

    /// <summary>Works all inquiries, sees reports, takes data out.</summary>
    Lead,

    /// <summary>Writes articles.</summary>
    Editor,

    /// <summary>Approves articles that somebody else wrote.</summary>
    Approver,

    /// <summary>Decides who is who; sees no inquiry by that.</summary>
    Admin,
}
