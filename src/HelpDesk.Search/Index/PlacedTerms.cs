using HelpDesk.Search.Terms;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace HelpDesk.Search.Index;

/// <summary>Terms as they are: reading the text has been done.</summary>
internal sealed class PlacedTerms : TokenStream
{
    private readonly IEnumerable<PlacedTerm> terms;
    private readonly ICharTermAttribute term;
    private readonly IPositionIncrementAttribute increment;
    private IEnumerator<PlacedTerm>? at;

    public PlacedTerms(IEnumerable<PlacedTerm> terms)
    {
        this.terms = terms;
        term = AddAttribute<ICharTermAttribute>();
        increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public override bool IncrementToken()
    {
        if (!at!.MoveNext())
        {
            return false;
        }

        ClearAttributes();
        term.Append(at.Current.Text);
        increment.PositionIncrement = at.Current.Increment;
        return true;
    }

    public override void Reset() => at = terms.GetEnumerator();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            at?.Dispose();
            at = null;
        }

        base.Dispose(disposing);
    }
}

/// <summary>For a writer that is given only terms: it reads no text.</summary>
internal sealed class NoAnalyzer : Analyzer
{
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) =>
        throw new NotSupportedException($"{fieldName}: the index is given terms, not text.");
}
