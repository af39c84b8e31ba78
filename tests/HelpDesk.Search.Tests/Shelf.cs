using HelpDesk.Search.Asking;
using HelpDesk.Search.Index;

namespace HelpDesk.Search.Tests;

/// <summary>An index in memory, asked as sato asks on Thursday, 26 November 2026, 10:00 in Tokyo.</summary>
internal sealed class Shelf : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 26, 1, 0, 0, TimeSpan.Zero);

    public static readonly Asker Sato = new("sato", Now);

    private static readonly QueryReader Reader = new(QueryWords.BuiltIn);

    public TextIndex Index { get; } = TextIndex.InMemory();

    public static SearchQuery Read(string? typed) => Reader.Read(typed, Sato);

    /// <summary>Documents 1, 2, 3 … of one text each.</summary>
    public static Shelf Of(params string[] texts)
    {
        var shelf = new Shelf();
        for (var i = 0; i < texts.Length; i++)
        {
            shelf.Index.Put(Text(i + 1, texts[i]));
        }

        shelf.Index.Refresh();
        return shelf;
    }

    public static SearchDocument Text(long id, string text) => new() { Id = id, Subject = "", Texts = [text], Room = "helpdesk", Changed = Now.AddMinutes(id) };

    public Shelf With(params SearchDocument[] documents)
    {
        Array.ForEach(documents, Index.Put);
        Index.Refresh();
        return this;
    }

    public IReadOnlyList<long> Find(string typed, SearchOrder order = SearchOrder.Best, IReadOnlyList<string>? rooms = null) =>
        Index.Search(Read(typed), new SearchRights(rooms), order, 0, 1_000).Ids;

    public void Dispose() => Index.Dispose();
}
