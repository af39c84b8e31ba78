using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;

namespace HelpDesk.Web.Knowledge;

/// <summary>Where the kb folder is, and a stamp of its files that changes whenever one of them does.</summary>
internal static class KnowledgeFolder
{
    private const int DeepestFolder = 16;

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
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = DeepestFolder, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*", options).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            var content = Content(file);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\0{content.Length}\0")));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What a change is told by. A file that cannot be read is one of the folder's states: the stamp changes when it can be again.</summary>
    private static byte[] Content(FileInfo file)
    {
        try
        {
            return file.Length <= SourceFile.LargestTable
                ? File.ReadAllBytes(file.FullName)
                : Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Encoding.UTF8.GetBytes("\0" + e.GetType().Name);
        }
    }
}
