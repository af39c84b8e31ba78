using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Tests.Articles;

/// <summary>The repository's own kb, read once.</summary>
internal static class Kb
{
    private static readonly Lazy<KnowledgeBaseReading> Read = new(() => KnowledgeBaseReader.Read(Checkout.Kb));

    public static KnowledgeBaseReading Reading => Read.Value;

    public static Article Article(string id) =>
        Reading.KnowledgeBase.ShouldNotBeNull().Find(id).ShouldNotBeNull($"kb/articles has no article {id}");
}
