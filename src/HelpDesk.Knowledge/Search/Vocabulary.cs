namespace HelpDesk.Knowledge.Search;

/// <summary>The terms of one field, numbered as they are first seen: all indexes of the field share it, so that a question's term is looked up once.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    /// <summary>The term's number; it gets one where it has none.</summary>
    public int Number(string term)
    {
        if (!ids.TryGetValue(term, out var id))
        {
            id = ids.Count;
            ids.Add(term, id);
        }

        return id;
    }

    /// <summary>−1 where nothing that is searched in has the term.</summary>
    public int Find(string term) => ids.GetValueOrDefault(term, -1);

    public void TrimExcess() => ids.TrimExcess();
}

/// <summary>A term of a question.</summary>
internal readonly record struct AskedTerm(int Id, float Weight);
