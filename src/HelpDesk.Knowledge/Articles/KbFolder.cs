namespace HelpDesk.Knowledge.Articles;

/// <summary>Where the kb folder is when nobody says.</summary>
public static class KbFolder
{
    /// <summary>The kb folder in a folder or above it; else the one beside the program.</summary>
    public static string Near(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            var kb = Path.Combine(folder.FullName, "kb");
            if (Directory.Exists(Path.Combine(kb, "articles")))
            {
                return kb;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "kb");
    }
}
