using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Knowledge.Tests.Articles;

/// <summary>The repository's own kb, read once.</summary>
internal static class Kb
{
    private static readonly Lazy<KnowledgeBaseReading> Read = new(() => KnowledgeBaseReader.Read(Path.Combine(Root(), "kb")));

    public static KnowledgeBaseReading Reading => Read.Value;

    public static Article Article(string id) =>
        Reading.KnowledgeBase.ShouldNotBeNull().Find(id).ShouldNotBeNull($"kb/articles has no article {id}");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HelpDesk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"HelpDesk.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
