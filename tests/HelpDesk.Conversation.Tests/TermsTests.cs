namespace HelpDesk.Conversation.Tests;

/// <summary>One English name for each thing, whoever writes: ARCHITECTURE.md, the glossary, routing, articles.</summary>
public class TermsTests
{
    [Fact]
    public void The_glossaries_agree()
    {
        var rows = File.ReadLines(Path.Combine(Kb.Directory, "..", "ARCHITECTURE.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 5).ToList();
        var terms = Kb.Desk.KnowledgeBase.Glossary.ToDictionary(term => term.Term, term => term.English, StringComparer.Ordinal);
        var both = rows.SelectMany(cells => Pairs(cells[1], cells[2])).Where(pair => terms.ContainsKey(pair.Term)).ToList();

        both.Count.ShouldBeGreaterThan(15);
        foreach (var (term, name) in both)
        {
            // The glossary may say more (switching termination application), never something else.
            terms[term].ShouldStartWith(name.Split(" (general")[0].Split(';')[0].Trim(), Case.Insensitive, term);
        }
    }

    [Fact]
    public void English_texts_say_locked_and_name_the_TDSO()
    {
        foreach (var text in EnglishTexts())
        {
            text.ShouldNotContain("frozen", Case.Insensitive);
            if (text.Contains("transmission and distribution operator", StringComparison.OrdinalIgnoreCase))
            {
                text.ShouldContain("TDSO");
            }
        }
    }

    private static IEnumerable<(string Term, string Name)> Pairs(string terms, string names)
    {
        var (left, right) = (terms.Split(" / "), names.Split(" / "));
        return left.Length == right.Length ? left.Zip(right) : [];
    }

    private static IEnumerable<string> EnglishTexts()
    {
        var loaded = Kb.Loaded;
        var articles = loaded.Desk!.KnowledgeBase.Articles.SelectMany(article => new[] { article.TitleIn("en"), article.QuestionIn("en"), article.BodyIn("en").Source });
        var owners = loaded.Routing.Owners.SelectMany(owner => new[] { owner.NameEn, owner.AdviceEn });
        return articles.Concat(owners)
            .Concat(loaded.Routing.InquiryTypes.Select(type => type.NameEn))
            .Concat(loaded.Routing.Needs.Select(need => need.NameEn))
            .Concat(loaded.Desk.KnowledgeBase.Outside.Select(topic => topic.TitleEn));
    }
}
