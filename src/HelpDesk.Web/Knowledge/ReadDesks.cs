using HelpDesk.Conversation.Answering;
using HelpDesk.Sources;

namespace HelpDesk.Web.Knowledge;

/// <summary>
/// The folder read last in this process, and what is wrong in it. Desks never change once they are read, so hosts beside each other on the same folder
/// (a host that starts anew in its process, tests) share one instead of reading and learning it again.
/// </summary>
internal static class ReadDesks
{
    private static readonly Lock Gate = new();
    private static readonly Lazy<LanguageTools> Tools = new(LanguageTools.Load);
    private static (string Directory, string Stamp, LoadedDesk Desk, IReadOnlyList<Finding> Findings)? last;

    /// <summary>The dictionaries, mapped once for the process and never let go.</summary>
    public static LanguageTools Language => Tools.Value;

    /// <param name="stamp">Of the folder's content; empty where it is not known: then it is read anew.</param>
    public static (LoadedDesk Desk, IReadOnlyList<Finding> Findings) Of(string directory, string stamp)
    {
        lock (Gate)
        {
            if (stamp.Length == 0 || last is not { } read || read.Directory != directory || read.Stamp != stamp)
            {
                var desk = LoadedDesk.Load(directory, Language);
                last = read = (directory, stamp, desk, DeskCheck.Findings(desk));

                // Learned beside whatever else a host does at its start; the first message waits for it if it must.
                _ = Task.Run(() => desk.Acts);
            }

            return (read.Desk, read.Findings);
        }
    }
}
