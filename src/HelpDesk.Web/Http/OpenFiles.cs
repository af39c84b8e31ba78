using System.Globalization;

namespace HelpDesk.Web.Http;

/// <summary>
/// How many connections this process may hold open. Each is an open file, and so is the database, each file sent, each library that
/// is loaded late: a process that has used up its limit dies of it, and the server stops to take connections. So connections stop
/// first: one too many is closed at once, and the rest goes on.
/// </summary>
internal static class OpenFiles
{
    /// <summary>For everything but connections: the runtime and its libraries alone hold 300.</summary>
    public const int Reserved = 512;

    /// <summary>Connections, however low the limit.</summary>
    public const int Fewest = 32;

    private const string Row = "Max open files";

    /// <summary>The limit of this process; null where the system does not say (Windows, macOS).</summary>
    public static int? Limit()
    {
        try
        {
            return Read(File.ReadAllLines("/proc/self/limits"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The soft limit in the table of /proc/self/limits; null where it is unlimited or not there.</summary>
    public static int? Read(IEnumerable<string> limits) =>
        limits.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal))?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, ..]
        && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;

    /// <summary>Half for requests, half for chat sockets, which are counted apart.</summary>
    public static int Connections(int limit) => Math.Max((limit - Reserved) / 2, Fewest);
}
