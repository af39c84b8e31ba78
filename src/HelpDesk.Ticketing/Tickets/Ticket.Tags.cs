using System.Text;

namespace HelpDesk.Ticketing.Tickets;

/// <content>How it is sorted: tags and priority.</content>
public sealed partial class Ticket
{
    public const int MostTags = 20;

    /// <summary>Characters.</summary>
    public const int LongestTag = 40;

    /// <summary>Width and case do not tell tags apart. A tag that it has already changes nothing.</summary>
    public TicketFailure? Tag(string tag, string by, DateTimeOffset at)
    {
        var clean = TagKey(tag);
        if (Checked(clean, "tag", LongestTag) is { } failure)
        {
            return failure;
        }

        if (Tags.Contains(clean))
        {
            return null;
        }

        if (Tags.Count == MostTags)
        {
            return new TooMany("tags", MostTags);
        }

        Tags = [.. Tags, clean];
        Record(by, "tagged", at, null, clean);
        return null;
    }

    /// <summary>A tag that it does not have changes nothing.</summary>
    public TicketFailure? Untag(string tag, string by, DateTimeOffset at)
    {
        var clean = TagKey(tag);
        if (Tags.Contains(clean))
        {
            Tags = [.. Tags.Where(one => one != clean)];
            Record(by, "untagged", at, clean, null);
        }

        return null;
    }

    /// <summary>Its targets are counted anew from the opening.</summary>
    public TicketFailure? Prioritise(TicketPriority priority, string by, DateTimeOffset at)
    {
        if (State.IsSettled())
        {
            return new NotInState(State);
        }

        if (priority != Priority)
        {
            var before = Priority;
            Priority = priority;
            Record(by, "priority", at, before.ToString(), priority.ToString());
        }

        return null;
    }

    /// <summary>The tag as it is kept: width and case folded.</summary>
    public static string TagKey(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        // Normalize throws on half a surrogate pair.
        var whole = new string([.. tag.Where(c => !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF') && !char.IsControl(c))]);
        return whole.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
    }
}
