using HelpDesk.Search.Asking;
using HelpDesk.Search.Terms;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace HelpDesk.Search.Index;

/// <summary>A query as Lucene's. Nothing that a person typed is parsed here: terms are terms.</summary>
internal static class Queries
{
    /// <summary>Of what was pasted the rarest terms are asked for, and half of them must be there.</summary>
    private const int MostPasted = 12;

    private const float SubjectWeight = 2;

    /// <param name="isScored">Whether how well it fits matters.</param>
    public static Query Of(SearchQuery query, bool isScored, IndexReader reader)
    {
        var all = new BooleanQuery(disableCoord: true);
        foreach (var text in query.Texts.Select(Joined))
        {
            if (text.IsExcluded)
            {
                all.Add(Found(text, DocumentFields.Text, DocumentFields.Codes), Occur.MUST_NOT);
                continue;
            }

            all.Add(query.IsPasted ? Like(text.Folded, reader) : Found(text, DocumentFields.Text, DocumentFields.Codes), Occur.MUST);
            if (isScored && !query.IsPasted && InOrder(text.Folded, DocumentFields.Subject) is { } subject)
            {
                subject.Boost = SubjectWeight;
                all.Add(subject, Occur.SHOULD);
            }
        }

        foreach (var filter in query.Filters)
        {
            all.Add(Unscored(Of(filter)), filter.IsExcluded ? Occur.MUST_NOT : Occur.MUST);
        }

        // «Not this» alone finds nothing in Lucene; a person means all the rest.
        if (all.Clauses.All(clause => clause.Occur == Occur.MUST_NOT))
        {
            all.Add(new MatchAllDocsQuery(), Occur.MUST);
        }

        return all;
    }

    /// <summary>Those whose person or company the words name.</summary>
    /// <returns>Null where the words name nobody.</returns>
    public static Query? OfParty(SearchQuery query, string field)
    {
        var all = new BooleanQuery(disableCoord: true);
        foreach (var text in query.Texts.Where(text => !text.IsExcluded).Select(Joined))
        {
            all.Add(Found(text, field, field + DocumentFields.Codes), Occur.MUST);
        }

        return all.Clauses.Count == 0 || query.IsPasted ? null : all;
    }

    private static Query Of(SearchFilter filter) => filter switch
    {
        KeyFilter key => AnyOf(DocumentFields.NameOf(key.Field), key.Values),
        EmptyFilter empty => new TermQuery(new Term(DocumentFields.NameOf(empty.Field), DocumentFields.Nothing)),
        BeginningFilter prefix => new PrefixQuery(new Term(DocumentFields.NameOf(prefix.Field), prefix.Folded)),
        TextFilter text => Found(Joined(new SearchText(text.Folded)), DocumentFields.NameOf(text.Field), DocumentFields.NameOf(text.Field) + DocumentFields.Codes),
        TimeFilter time => NumericRangeQuery.NewInt64Range(DocumentFields.NameOf(time.Field), time.From?.UtcTicks, time.Until?.UtcTicks, minInclusive: true, maxInclusive: false),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.GetType().Name, null),
    };

    /// <summary>As the texts of documents are.</summary>
    private static SearchText Joined(SearchText text) => text with { Folded = JoinedText.Of(text.Folded) };

    private static BooleanQuery AnyOf(string field, IReadOnlyList<string> values)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var value in values)
        {
            any.Add(new TermQuery(new Term(field, DocumentFields.KeyTerm(value))), Occur.SHOULD);
        }

        return any;
    }

    private static ConstantScoreQuery Unscored(Query query) => new(query) { Boost = 0 };

    /// <summary>A piece of text: Japanese inside whatever stands there, codes and words by any part of them, all of it.</summary>
    private static Query Found(SearchText text, string field, string codes)
    {
        if (text.IsPhrase && InOrder(text.Folded, field) is { } phrase)
        {
            return phrase;
        }

        var all = new BooleanQuery(disableCoord: true);
        foreach (var cluster in CodeClusters.Of(text.Folded))
        {
            all.Add(Code(cluster.Joined, codes), Occur.MUST);
        }

        foreach (var run in TextRuns.Of(text.Folded))
        {
            if (run.Kind == RunKind.Japanese)
            {
                all.Add(Inside(text.Folded.Substring(run.Start, run.Length), field), Occur.MUST);
            }
            else
            {
                all.Add(new TermQuery(new Term(field, text.Folded.Substring(run.Start, run.Length))), Occur.SHOULD);
            }
        }

        if (Middle(text.Folded, field) is { } middle)
        {
            all.Add(middle, Occur.MUST);
        }

        return all.Clauses.Count(clause => clause.Occur == Occur.MUST) == 1 && all.Clauses.Count == 1 ? all.Clauses[0].Query : all;
    }

    /// <summary>
    /// What is side by side in a piece that mixes Japanese and words: a word between Japanese is whole, one at the edge may be part
    /// of a longer one, and so may the last character of Japanese. Null where that leaves nothing to compare.
    /// </summary>
    private static PhraseQuery? Middle(string folded, string field)
    {
        var runs = TextRuns.Of(folded).ToList();
        if (runs.Count < 2 || runs.Zip(runs.Skip(1)).Any(pair => pair.First.Kind == RunKind.Word && pair.Second.Kind == RunKind.Word))
        {
            // Words side by side are a code, whose signs may be left out.
            return null;
        }

        var from = runs[0].Kind == RunKind.Word ? runs[0].End : runs[0].Start;
        var until = runs[^1].Kind == RunKind.Word ? runs[^1].Start : runs[^1].End;
        var terms = from < until ? Pairs.Of(folded[from..until]).ToList() : [];
        if (runs[^1].Kind == RunKind.Japanese && terms.Count > 0)
        {
            terms.RemoveAt(terms.Count - 1);
        }

        if (terms.Count < 2)
        {
            return null;
        }

        var phrase = new PhraseQuery();
        terms.ForEach(term => phrase.Add(new Term(field, term.Text)));
        return phrase;
    }

    /// <summary>Any part of a code is the beginning of one of its ends; of one that is very long, all of its stretches.</summary>
    private static Query Code(string joined, string codes)
    {
        if (joined.Length <= CodeClusters.Longest)
        {
            return new PrefixQuery(new Term(codes, joined));
        }

        var all = new BooleanQuery(disableCoord: true);
        for (var at = 0; at + CodeClusters.Longest <= joined.Length; at += CodeClusters.Longest)
        {
            all.Add(new TermQuery(new Term(codes, joined.Substring(at, CodeClusters.Longest))), Occur.MUST);
        }

        return all;
    }

    private static Query Inside(string run, string field)
    {
        if (run.Length <= 2)
        {
            return run.Length == 2 ? new TermQuery(new Term(field, run)) : new PrefixQuery(new Term(field, run));
        }

        var phrase = new PhraseQuery();
        for (var i = 0; i + 1 < run.Length; i++)
        {
            phrase.Add(new Term(field, run.Substring(i, 2)));
        }

        return phrase;
    }

    /// <summary>All of it side by side, signs and blanks aside; null where there is nothing to be found.</summary>
    private static Query? InOrder(string folded, string field)
    {
        var terms = Pairs.Of(folded).ToList();
        if (terms.Count > 1 && TextRuns.Of(folded).Last() is { Kind: RunKind.Japanese, Length: > 1 })
        {
            // The last character alone ends a run in the query; in the text it may go on.
            terms.RemoveAt(terms.Count - 1);
        }

        if (terms.Count < 2)
        {
            return terms.Count == 0 ? null : TextRuns.Of(folded).First() is { Kind: RunKind.Japanese, Length: 1 } ? new PrefixQuery(new Term(field, terms[0].Text)) : new TermQuery(new Term(field, terms[0].Text));
        }

        var phrase = new PhraseQuery();
        foreach (var term in terms)
        {
            phrase.Add(new Term(field, term.Text));
        }

        return phrase;
    }

    private static BooleanQuery Like(string folded, IndexReader reader)
    {
        var rarest = Pairs.Of(folded).Select(term => term.Text).Where(term => term.Length > 1).Distinct(StringComparer.Ordinal)
            .Select(term => (Term: term, Count: reader.DocFreq(new Term(DocumentFields.Text, term)))).Where(pair => pair.Count > 0)
            .OrderBy(pair => pair.Count).ThenBy(pair => pair.Term, StringComparer.Ordinal).Take(MostPasted).ToList();
        var some = new BooleanQuery(disableCoord: true) { MinimumNumberShouldMatch = (rarest.Count + 1) / 2 };
        rarest.ForEach(pair => some.Add(new TermQuery(new Term(DocumentFields.Text, pair.Term)), Occur.SHOULD));
        return some;
    }
}
