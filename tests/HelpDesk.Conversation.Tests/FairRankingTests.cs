using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Knowledge.Search;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests;

/// <summary>Articles compete fairly with each other and with outside topics, whatever phrasings they carry, and however many there are.</summary>
public class FairRankingTests
{
    [Theory]
    [InlineData("My client certificate has expired", "Order a new one, then send the help desk the **application form**.", "My client certificate has expired")]
    [InlineData("My client certificate has expired", "Order a new one, then send the help desk the **application form**.", "my certificate is no longer valid")]
    [InlineData("処理結果通知メールが届かない", "迷惑メールの設定を確認してください。", "処理結果通知メールが届かない")]
    [InlineData("処理結果通知メールが届かない", "迷惑メールの設定を確認してください。", "結果を知らせるメールが来ません")]
    [InlineData("申込書に押印は必要か", "押印は不要です。", "申込書に押印は必要か")]
    public void An_article_without_phrasings_is_found_among_those_with_many(string title, string body, string question)
    {
        using var kb = TemporaryKb.CopyOfShipped();
        kb.Write("articles/new.md", $"---\nid: new\ntitle: {title}\n---\n{body}\n");

        var answer = LoadedDesk.Load(kb.Directory, Kb.Language).Desk!.Ask(question);

        answer.Outcome.ShouldBe(Outcome.Answer);
        answer.Ranking[0].Id.ShouldBe("new");
    }

    [Theory]
    [InlineData("helpdesk-hours")]
    [InlineData("fees-certificate")]
    public void A_new_article_beats_an_outside_topic_that_says_the_same(string topic)
    {
        var title = Kb.Desk.KnowledgeBase.Outside.First(outside => outside.Id == topic).Title;
        using var kb = TemporaryKb.CopyOfShipped();
        kb.Write("articles/new.md", $"---\nid: new\ntitle: {title}\n---\n本文です。\n");

        var answer = LoadedDesk.Load(kb.Directory, Kb.Language).Desk!.Ask(title);

        answer.Outcome.ShouldBe(Outcome.Answer);
        answer.Articles[0].Id.ShouldBe("new");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    public void Whatever_share_of_the_articles_has_phrasings_each_is_found_by_its_own_question(int percent)
    {
        var shipped = Kb.Desk.KnowledgeBase;
        var some = shipped.Articles.Select((article, i) => i * 37 % 100 < percent ? article : Plain(article)).ToList();
        var index = Index(new KnowledgeBase(some, glossary: shipped.Glossary, outside: shipped.Outside));

        var ranks = some.Select(article => index.Search(article.Title + " " + article.Question, 10).TakeWhile(hit => hit.Id != article.Id).Count()).ToList();

        ranks.ShouldAllBe(rank => rank < 3);
        ranks.Count(rank => rank == 0).ShouldBeGreaterThan(some.Count * 9 / 10);
    }

    [Fact]
    public void Candidates_are_scored_as_the_whole_is()
    {
        var whole = Index(Kb.Desk.KnowledgeBase);
        var retrieved = Index(Kb.Desk.KnowledgeBase, rankedWhole: 0);
        var questions = LabelledQuestion.Read(Path.Combine(Kb.Directory, "evaluation", "dev.tsv"), new FindingList());
        var asked = 0;
        var same = 0;
        foreach (var question in questions)
        {
            var all = whole.Search(question.Query, 1000);
            foreach (var hit in retrieved.Search(question.Query, 1000))
            {
                hit.Score.ShouldBe(all.First(other => other.Id == hit.Id).Score, .01f);
            }

            if (all.Count > 0)
            {
                asked++;
                same += retrieved.Search(question.Query, 1).FirstOrDefault().Score > all[0].Score - .01f ? 1 : 0;
            }
        }

        // A question of common words alone finds no candidates: a large knowledge base has rarer ones.
        same.ShouldBeGreaterThan((int)(asked * .97));
    }

    [Fact]
    public void What_an_article_holds_is_the_same_for_candidates_and_for_the_whole()
    {
        var kb = Kb.Desk.KnowledgeBase;
        var analysis = new TextAnalysis(Kb.Language.Tokenizer, Kb.Language.Synonyms, kb.Glossary, Weights.BuiltIn);
        var (whole, retrieved) = (Index(kb), Index(kb, rankedWhole: 0));
        var question = analysis.Question("証明書の期限が切れたので更新の手数料を払って renewal したい、宇宙船の予約も", 0);

        foreach (var article in kb.Articles)
        {
            whole.Holds(article, question).ShouldBe(retrieved.Holds(article, question));
        }

        var first = kb.Articles.Select(article => whole.Holds(article, question).Count(word => word.Held)).ToList();
        first.Max().ShouldBeGreaterThan(first.Min());
    }

    private static Article Plain(Article article) =>
        article with { Phrasings = [], Translation = article.Translation is { } t ? t with { Phrasings = [] } : null };

    private static SearchIndex Index(KnowledgeBase kb, int rankedWhole = SearchIndex.RankedWhole) =>
        SearchIndex.Build(kb, new TextAnalysis(Kb.Language.Tokenizer, Kb.Language.Synonyms, kb.Glossary, Weights.BuiltIn), Weights.BuiltIn.Search, rankedWhole);
}
