using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>The list of an article that can be gone through one by one.</summary>
/// <param name="Owners">For lists of causes, who settles each (owner ids of routing.yaml); empty for lists of checks.</param>
public sealed record ArticleCheck(string Article, IReadOnlyList<string> Items, IReadOnlyList<string> ItemsEn, IReadOnlyList<string> Owners)
{
    public bool AreCauses => Owners.Count > 0;

    public IReadOnlyList<string> ItemsIn(string language) => language == "en" && ItemsEn.Count == Items.Count ? ItemsEn : Items;

    public string? OwnerOf(int index) => index < Owners.Count ? Owners[index] : null;
}

/// <summary>kb/checks.yaml: the articles whose first list is gone through one by one. A folder without it has none.</summary>
public sealed class ArticleChecks
{
    public const string FileName = "checks.yaml";

    private readonly Dictionary<string, ArticleCheck> lists = new(StringComparer.Ordinal);

    public static ArticleChecks Empty { get; } = new();

    public ArticleCheck? Of(string article) => lists.GetValueOrDefault(article);

    /// <param name="find">An article by its id; null where there is none.</param>
    /// <param name="owners">Ids that may be named.</param>
    public static ArticleChecks Read(string kbDirectory, Func<string, Article?> find, IReadOnlyCollection<string> owners, FindingList findings)
    {
        var read = new ArticleChecks();
        var path = Path.Combine(kbDirectory, FileName);
        if (!File.Exists(path) || SourceFile.Read(path, FileName, findings) is not { } text || YamlMap.Parse(text, FileName, findings) is not { } root)
        {
            return read;
        }

        foreach (var map in root.MapList("checks"))
        {
            var named = map.Texts("owners").ToList();
            foreach (var unknown in named.Where(owner => !owners.Contains(owner.Value)))
            {
                findings.Error(unknown.Place, "KB060", unknown.Value, string.Join(", ", owners));
            }

            if (map.Required("article") is { } id)
            {
                read.Add(id, [.. named.Select(owner => owner.Value)], find(id), map, findings);
            }

            map.RejectUnknownKeys();
        }

        root.RejectUnknownKeys();
        return read;
    }

    private void Add(string id, IReadOnlyList<string> owners, Article? article, YamlMap map, FindingList findings)
    {
        var items = article?.Body.ListItems ?? [];
        if (items.Count < 2 || (owners.Count > 0 && owners.Count != items.Count))
        {
            findings.Error(map.PlaceOfKey("article"), "KB097", id, items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        lists[id] = new ArticleCheck(id, items, article!.Translation?.Body.ListItems ?? [], owners);
    }
}
