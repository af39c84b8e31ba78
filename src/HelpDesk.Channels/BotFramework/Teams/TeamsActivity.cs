using HelpDesk.Channels.Activities;

namespace HelpDesk.Channels.BotFramework.Teams;

/// <summary>Reads an admitted activity. Pure; whatever it is given, it gives an event.</summary>
public static class TeamsActivity
{
    public static TeamsEvent Read(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var (place, who) = (TeamsPlace.Of(activity), PersonOf(activity.From));
        return activity.Type switch
        {
            "message" => Message(activity, place, who),
            "messageUpdate" => new Edited(place, who, activity.Id, Mentions.Strip(activity), activity.ChannelData.Text("eventType") == "undeleteMessage"),
            "messageDelete" => new Deleted(place, who, activity.Id),
            "conversationUpdate" => Members(activity, place, who),
            "installationUpdate" => Installation(activity, place, who),
            "invoke" => InvokeReading.Read(activity, place, who),
            _ => new Unknown(place, who, activity.Id, activity.Type ?? "", activity.Name),
        };
    }

    private static TeamsEvent Message(Activity activity, TeamsPlace place, Person? who)
    {
        var submitted = ((System.Text.Json.JsonElement?)activity.Value).At();
        if (place.Kind != ConversationKind.Personal && submitted is null && !Mentions.Bot(activity))
        {
            return new Overheard(place, who, activity.Id);
        }

        var attachments = (activity.Attachments ?? []).Where(each => each.ContentType is not ("text/html" or "messageReference")).ToList();
        return new Said(place, who, activity.Id, Mentions.Strip(activity), submitted, attachments, activity.Locale);
    }

    private static TeamsEvent Members(Activity activity, TeamsPlace place, Person? who)
    {
        if (activity.MembersAdded is { Count: > 0 } added)
        {
            return new MembersAdded(place, who, activity.Id, People(added, activity), HasBot(added, activity));
        }

        return activity.MembersRemoved is { Count: > 0 } removed
            ? new MembersRemoved(place, who, activity.Id, People(removed, activity), HasBot(removed, activity))
            : new Unknown(place, who, activity.Id, activity.Type!, activity.ChannelData.Text("eventType"));
    }

    private static TeamsEvent Installation(Activity activity, TeamsPlace place, Person? who)
    {
        var action = activity.More is { } more && more.TryGetValue("action", out var value) ? ((System.Text.Json.JsonElement?)value).Text() : null;
        return action switch
        {
            "add" => new Installed(place, who, activity.Id, Upgrade: false),
            "add-upgrade" => new Installed(place, who, activity.Id, Upgrade: true),
            "remove" => new Removed(place, who, activity.Id, Upgrade: false),
            "remove-upgrade" => new Removed(place, who, activity.Id, Upgrade: true),
            _ => new Unknown(place, who, activity.Id, activity.Type!, action),
        };
    }

    private static List<Person> People(IEnumerable<Account> accounts, Activity activity) =>
        [.. accounts.Where(each => each.Id != activity.Recipient?.Id).Select(PersonOf).OfType<Person>()];

    private static bool HasBot(IEnumerable<Account> accounts, Activity activity) => accounts.Any(each => each.Id is not null && each.Id == activity.Recipient?.Id);

    private static Person? PersonOf(Account? account) => account?.Id is { Length: > 0 } id ? new Person(id, account.Name, account.AadObjectId) : null;
}
