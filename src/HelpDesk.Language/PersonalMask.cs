using System.Text;
using HelpDesk.Language.Client;

namespace HelpDesk.Language;

/// <summary>Takes out of a text what the service found in it.</summary>
public static class PersonalMask
{
    public const string Mark = "***";

    /// <summary>Null where a place is not in the text: then nobody knows what was found, and the text must not be kept.</summary>
    /// <param name="text">The very text that was sent.</param>
    public static string? Apply(string text, IReadOnlyList<PersonalEntity> entities)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(entities);
        if (entities.Any(one => one.Offset < 0 || one.Length < 0 || (long)one.Offset + one.Length > text.Length))
        {
            return null;
        }

        var (masked, at) = (new StringBuilder(text.Length), 0);
        foreach (var (start, end) in entities.Select(one => Whole(text, one.Offset, one.Offset + one.Length)).Where(one => one.End > one.Start).OrderBy(one => one.Start))
        {
            // One that overlaps the one before it makes that longer.
            if (start >= at)
            {
                masked.Append(text, at, start - at).Append(Mark);
            }

            at = Math.Max(at, end);
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Never half of a character outside the basic plane.</summary>
    private static (int Start, int End) Whole(string text, int start, int end) =>
        (start > 0 && start < text.Length && char.IsLowSurrogate(text[start]) && char.IsHighSurrogate(text[start - 1]) ? start - 1 : start,
         end > 0 && end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? end + 1 : end);
}
