using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Knowledge.Articles;

namespace HelpDesk.Web.Knowledge;

/// <summary>Where the kb folder is, and a stamp of its files that changes whenever one of them does.</summary>
internal static class KnowledgeFolder
{
    public const string Setting = "Knowledge:Directory";

    /// <summary>The folder of the setting; else kb/ here or above the content root; else the one beside the program.</summary>
    public static string Find(IConfiguration configuration, string contentRoot) =>
        configuration[Setting] is { Length: > 0 } set ? Path.GetFullPath(set, contentRoot) : KbFolder.Near(contentRoot);

    /// <summary>
    /// Hash of path and content of every file; empty where the folder is missing. Not of size and time: an edit may keep
    /// both (a restored copy, two edits within the clock's step), and a kb folder is read in a few milliseconds.
    /// </summary>
    public static string Stamp(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return "";
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            var content = File.ReadAllBytes(file.FullName);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\0{content.Length}\0")));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
