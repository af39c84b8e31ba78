using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Settings;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Web.Knowledge;

namespace HelpDesk.Web.Inquiries;

/// <summary>What tickets are told and measured by, read again when the served kb has changed.</summary>
internal sealed class DeskRules(ServedKnowledge knowledge, HelpDeskSettings settings)
{
    private volatile Held? held;

    public TicketRules Now()
    {
        var version = knowledge.Version;
        if (held is { } current && current.Version == version)
        {
            return current.Rules;
        }

        // A kb of articles alone speaks with the words that come with the program. What is broken in the folder is not served
        // (ServedKnowledge), so that its findings are known already.
        var own = Directory.Exists(knowledge.Directory) && Directory.EnumerateFiles(knowledge.Directory, "replies.*.yaml").Any();
        var (folder, findings) = (own ? knowledge.Directory : KbFolder.Near(AppContext.BaseDirectory), new FindingList());
        var rules = new TicketRules(Wording.Read(folder, findings), BusinessCalendar.Read(folder, findings, settings.BusinessHours), settings.Targets) { Release = settings.Release };
        if (!findings.HasErrors || held is null)
        {
            held = new Held(version, rules);
        }

        return held!.Rules;
    }

    private sealed record Held(string Version, TicketRules Rules);
}
