namespace HelpDesk.Channels.BotFramework.Connector;

/// <summary>An id as one part of a path, encoded as JavaScript's encodeURIComponent does it: Microsoft's client and so the service.</summary>
internal static class PathText
{
    private static readonly (string Encoded, string Plain)[] LeftAsTheyAre = [("%21", "!"), ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*")];

    public static string Encode(string text) =>
        LeftAsTheyAre.Aggregate(Uri.EscapeDataString(text), (encoded, each) => encoded.Replace(each.Encoded, each.Plain, StringComparison.Ordinal));

    /// <summary>«..» would lead elsewhere even when encoded.</summary>
    public static bool IsSafe(string text) => text.Length > 0 && text.Any(c => c != '.');
}
