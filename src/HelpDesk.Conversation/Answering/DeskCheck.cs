using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>Everything wrong in a kb folder: what reading found, the rules between files, and what only a search can show.</summary>
public static class DeskCheck
{
    private const int WellFound = 3;

    public static IReadOnlyList<Finding> Findings(LoadedDesk loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        var all = new FindingList();
        all.AddRange(loaded.Findings);
        if (loaded.Desk is { } desk)
        {
            all.AddRange(KnowledgeBaseCheck.Check(desk.KnowledgeBase));
            foreach (var article in desk.KnowledgeBase.Articles)
            {
                CheckInquiryType(article, loaded, all);
                CheckFound(article, desk, all);
            }

            CheckOutside(desk.KnowledgeBase, loaded, all);
            CheckOptions(desk, all);
        }

        return all.All;
    }

    private static void CheckInquiryType(Article article, LoadedDesk loaded, FindingList all)
    {
        if (article.InquiryType is { } type && loaded.Routing.InquiryTypes.Count > 0 && loaded.Routing.InquiryType(type) is null)
        {
            all.Error(article.Places?.InquiryType ?? default, "KB050", type);
        }
    }

    /// <summary>What topics outside the FAQ name: whom it names for them all the same, and an article that helps on.</summary>
    private static void CheckOutside(KnowledgeBase kb, LoadedDesk loaded, FindingList all)
    {
        foreach (var topic in kb.Outside)
        {
            if (topic.OwnerId is { } owner && loaded.Routing.Owner(owner) is null)
            {
                all.Error(topic.Place, "KB060", owner, string.Join(", ", loaded.Routing.Owners.Select(one => one.Id)));
            }

            if (topic.SeeId is { } see && kb.Find(see) is null)
            {
                all.Error(topic.Place, "KB041", see);
            }
        }
    }

    /// <summary>An option of a clarification that asks back or finds nothing leaves the person where they were.</summary>
    private static void CheckOptions(AnswerDesk desk, FindingList all)
    {
        foreach (var (clarification, option) in desk.Clarifications.All.SelectMany(clarification => clarification.Options.Select(option => (clarification, option))))
        {
            if (desk.Ask(option.Question) is { Outcome: Outcome.Admit } or { Clarification: not null })
            {
                all.Warn(option.Place, "KB095", clarification.Id, option.Question);
            }
        }
    }

    /// <summary>An article that its own question does not find cannot be found by anybody's.</summary>
    private static void CheckFound(Article article, AnswerDesk desk, FindingList all)
    {
        if (desk.Ask(article.Question).Ranking.Take(WellFound).All(hit => hit.Id != article.Id))
        {
            all.Warn(article.Places?.File ?? default, "KB048");
        }
    }
}
