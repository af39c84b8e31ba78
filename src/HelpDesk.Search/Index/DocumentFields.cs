using HelpDesk.Search.Asking;
using HelpDesk.Search.Terms;
using HelpDesk.Sources.Spelling;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace HelpDesk.Search.Index;

/// <summary>A document as Lucene's fields. Nothing is stored: rows are the database's to give.</summary>
internal static class DocumentFields
{
    /// <summary>Another number means that indexes of before are built anew: raised whenever fields, terms or folding change.</summary>
    public const int Schema = 2;

    public const string Id = "id";
    public const string Room = "room";
    public const string Subject = "subject";
    public const string Text = "text";
    public const string Codes = "codes";
    public const string PersonText = "personText";
    public const string PersonKey = "personKey";
    public const string CompanyText = "companyText";
    public const string CompanyKey = "companyKey";

    /// <summary>Stands in a key field that holds nothing: no person types it.</summary>
    public const string Nothing = "\u0001";

    private static readonly FieldType Placed = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS });
    private static readonly FieldType Bare = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY });
    private static readonly SearchField[] KeyFields = [SearchField.State, SearchField.Agent, SearchField.Team, SearchField.Area, SearchField.Tag, SearchField.Symptom, SearchField.Priority, SearchField.Owner];

    public static string NameOf(SearchField field) => field switch
    {
        SearchField.Company => CompanyText,
        SearchField.Person => PersonText,
        _ => "f" + field,
    };

    public static Document Of(SearchDocument from)
    {
        var document = new Document
        {
            new StringField(Id, IdTerm(from.Id), Field.Store.NO),
            new NumericDocValuesField(Id, from.Id),
            new StringField(Room, from.Room, Field.Store.NO),
        };
        var texts = from.Texts.Select(JoinedText.Of).ToList();
        var subject = JoinedText.Of(from.Subject);
        List<string> all = [subject, .. texts];
        document.Add(new Field(Subject, new PlacedTerms(Pairs.Of(subject)), Placed));
        document.Add(new Field(Text, new PlacedTerms(Apart(all)), Placed));
        document.Add(new Field(Codes, new PlacedTerms(CodeTerms(all)), Bare));
        foreach (var field in KeyFields)
        {
            var values = from.Keys.GetValueOrDefault(field) is { Count: > 0 } some ? some : [Nothing];
            foreach (var value in values)
            {
                document.Add(new StringField(NameOf(field), value == Nothing ? value : KeyTerm(value), Field.Store.NO));
            }
        }

        Add(document, from.Person, PersonText, PersonKey);
        Add(document, from.Company, CompanyText, CompanyKey);
        Add(document, SearchField.Opened, from.Opened);
        Add(document, SearchField.Changed, from.Changed);
        Add(document, SearchField.Due, from.Due);
        document.Add(new NumericDocValuesField(NameOf(SearchField.Changed), from.Changed.UtcTicks));
        return document;
    }

    public static string IdTerm(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Cut: a term has an end, and two values that long are never told apart by a person.</summary>
    public static string KeyTerm(string value) => SpelledText.Fold(value) is { Length: > 200 } folded ? folded[..200] : SpelledText.Fold(value);

    private static void Add(Document document, Party? party, string text, string key)
    {
        if (party is null)
        {
            return;
        }

        var folded = party.Texts.Select(JoinedText.Of).ToList();
        document.Add(new Field(text, new PlacedTerms(Apart(folded)), Placed));
        document.Add(new Field(text + Codes, new PlacedTerms(CodeTerms(folded)), Bare));
        document.Add(new SortedDocValuesField(key, new Lucene.Net.Util.BytesRef(KeyTerm(party.Key))));
    }

    private static void Add(Document document, SearchField field, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            document.Add(new Int64Field(NameOf(field), time.UtcTicks, Field.Store.NO));
        }
    }

    private static IEnumerable<PlacedTerm> Apart(List<string> folded) => folded.SelectMany(text => Pairs.Of(text, Pairs.Gap));

    private static IEnumerable<PlacedTerm> CodeTerms(List<string> folded) =>
        folded.SelectMany(CodeClusters.Of).SelectMany(cluster => CodeClusters.Ends(cluster.Joined)).Distinct(StringComparer.Ordinal).Select(term => new PlacedTerm(term, 1));

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
