using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Web.Knowledge;

/// <summary>Section Contacts: HelpDesk, and Operators by area code (01 to 10); each as it is to be shown.</summary>
internal static class ContactSettings
{
    public static Contacts Read(IConfiguration configuration)
    {
        var contacts = configuration.GetSection("Contacts");
        return new Contacts
        {
            HelpDesk = contacts["HelpDesk"] is { Length: > 0 } desk ? desk : null,
            Operators = contacts.GetSection("Operators").GetChildren()
                .Where(one => !string.IsNullOrWhiteSpace(one.Value))
                .ToDictionary(one => one.Key, one => one.Value!, StringComparer.Ordinal),
        };
    }
}
