using System.Security.Cryptography;
using System.Text;
using HelpDesk.Channels.BotFramework.Settings;
using HelpDesk.Channels.BotFramework.Teams;
using Speaker = HelpDesk.Conversation.Dialogue.Person;

namespace HelpDesk.Channels.BotFramework.Speakers;

/// <summary>Who speaks and where, under the names by which the database knows them.</summary>
/// <param name="Id">«tenant/object id»; «tenant/29:…» where Teams gives no object id.</param>
/// <param name="Conversation">Whose dialogue it is: of two people in one group each has their own.</param>
internal sealed record TeamsSpeaker(string Id, string Conversation)
{
    /// <summary>Characters of a key in the database.</summary>
    public const int LongestKey = 200;

    private const int Kept = 130;

    /// <summary>Null where the activity names nobody.</summary>
    public static TeamsSpeaker? Of(TeamsEvent happened, string? channel)
    {
        if (happened.Who is not { } who)
        {
            return null;
        }

        var id = Key($"{happened.Place.TenantId ?? channel}/{who.AadObjectId ?? who.Id}");
        return new(id, happened.Place.Kind == ConversationKind.Personal ? Personal(id) : Key($"{happened.Place.ConversationId}|{id}"));
    }

    /// <summary>A person has one chat with the bot. It is named after them, so that what they opened elsewhere, before there was a chat, goes on in it.</summary>
    public static string Personal(string id) => Key("personal|" + id);

    /// <summary>As it is, or the beginning of it and a hash of all.</summary>
    public static string Key(string text) =>
        text.Length <= LongestKey ? text : text[..Kept] + "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What the channel knows of them: the name from Teams, the company from the settings of their tenant.</summary>
    public static Speaker Known(TeamsEvent happened, BotFrameworkOptions options)
    {
        var company = options.CompanyOf(happened.Place.TenantId);
        return new Speaker(happened.Who?.Name, company?.Company, company?.CompanyCode);
    }
}
