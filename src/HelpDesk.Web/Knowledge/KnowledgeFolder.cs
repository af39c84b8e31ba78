using System.Security.Cryptography;
using System.Text;

namespace HelpDesk.Web.Knowledge;

/// <summary>Where the kb folder is, and a stamp of its files that changes whenever one of them does.</summary>
internal static class KnowledgeFolder
{
    public const string Setting = "Knowledge:Directory";

    /// <summary>The folder of the setting; else kb/ here or above the content root; else the one beside the program.</summary>
    public static string Find(IConfiguration configuration, string contentRoot)
    {
        if (configuration[Setting] is { Length: > 0 } set)
        {
            return Path.GetFullPath(set, contentRoot);
        }

        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            var kb = Path.Combine(folder.FullName, "kb");
            if (Directory.Exists(Path.Combine(kb, "articles")))
            {
                return kb;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, "kb");
    }

    /// <summary>Hash of path, size and time of every file; empty where the folder is missing.</summary>
    public static string Stamp(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return "";
        }

        var list = new StringBuilder();
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            list.Append(file.FullName).Append('\0').Append(file.Length).Append('\0').Append(file.LastWriteTimeUtc.Ticks).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list.ToString())));
    }
}
