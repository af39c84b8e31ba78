using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Search;
using HelpDesk.Knowledge.Symptoms;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Answering;

/// <summary>What the desk does with a question.</summary>
public enum Outcome
{
    /// <summary>Gives one article, or one for each of two problems.</summary>
    Answer,

    /// <summary>Asks which of up to three articles is meant, or which option of a clarification.</summary>
    Ask,

    /// <summary>Says that the FAQ does not answer it, and offers a person.</summary>
    Admit,
}

/// <summary>The desk's answer to one question.</summary>
/// <param name="Articles">Shown to the person: the answers, or the candidates; empty where it admits.</param>
/// <param name="Ranking">Articles alone, best first, whatever the outcome; a recognised symptom's article stands first.</param>
/// <param name="Outside">The topic outside the FAQ that the question is about, where one was recognised.</param>
/// <param name="Confidence">0 to 1: 1 for a recognised symptom, else how surely the first article is right.</param>
/// <param name="WasCut">The question was longer than <see cref="TextAnalysis.LongestQuestion"/> and only its beginning was read.</param>
public sealed record Answer(
    Outcome Outcome,
    IReadOnlyList<Article> Articles,
    IReadOnlyList<Hit> Ranking,
    Recognition Recognition,
    OutsideTopic? Outside,
    Route Route,
    AreaFinding Area,
    float Confidence,
    bool WasCut)
{
    /// <summary>What there is to choose from, where the desk asks which is meant; else empty.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>The question back of kb/clarifications.yaml, where the desk asks by one: its options are the candidates. Else null.</summary>
    public Clarification? Clarification { get; init; }

    /// <summary>Where the desk admits: the article of the same matter that says nothing of what is asked; null where there is none.</summary>
    public NearArticle? Near { get; init; }
}
