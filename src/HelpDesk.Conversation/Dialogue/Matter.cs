using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// What a person wants settled: the centre of a conversation. Everything that is said about it is kept in order, with what was shown and
/// what is known; a ticket is written from it.
/// </summary>
public sealed record Matter
{
    /// <summary>UTF-16 units of all statements together; beyond them those after the first give way, the oldest first.</summary>
    public const int MostSaid = 4000;

    private const int MostFormers = 8;

    /// <summary>UTF-16 units of what is kept of the words why a detail is not given.</summary>
    private const int LongestExcuse = 120;

    /// <summary>What the person wrote about it, oldest first.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    /// <summary>The recognised symptom as the screen shows it, or an unknown code.</summary>
    public string? Symptom { get; init; }

    /// <summary>Ids of articles shown as answers, in order.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>How many of them the last answer showed: what is said of it is said of these.</summary>
    public int Latest { get; init; }

    /// <summary>It is not solved, as was said or follows from what was.</summary>
    public bool Unsolved { get; init; }

    /// <summary>Ids of the articles that they said did not help.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    public string? InquiryType { get; init; }

    public string Owner { get; init; } = RoutingRules.HelpDesk;

    /// <summary>Whom to ask before the owner; null where nobody comes first, or they were asked.</summary>
    public string? FirstOwner { get; init; }


    /// <summary>Whether there is somebody of their own to ask first was asked: who wants a person again gets one.</summary>
    public bool FirstWasAsked { get; init; }

    /// <summary>What is known, by need id; several values of one are parted by commas.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Values that were replaced since, by need id, the oldest first: where the person's words go on to others, the right one stands instead.</summary>
    public IReadOnlyList<Former> Formers { get; init; } = [];

    /// <summary>Need ids that the person does not have or will not give: not asked again.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>
    /// What the person wrote instead of a detail that was asked for («まだ採番されていません»), by need id: whoever works on it learns why it is missing. Empty: they do not want
    /// to give it, which is respected and not repeated.
    /// </summary>
    public IReadOnlyDictionary<string, string> Excuses { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The digits that were given as the supply point number and are none; null where none were, or the number is known.</summary>
    public string? NoNumber { get; init; }

    /// <summary>Checks gone through one by one.</summary>
    public IReadOnlyList<Checked> Checks { get; init; } = [];

    /// <summary>Of a prefecture whose places are of two areas: which it is was asked, and is not asked again.</summary>
    public bool AreaWasAsked { get; init; }

    /// <summary>What happened where was asked for, because little was said: not asked again.</summary>
    public bool DetailsWereAsked { get; init; }

    public bool Urgent { get; init; }

    /// <summary>Who settles it was decided by the person's own check of causes and no longer follows from words.</summary>
    public bool OwnerIsSure { get; init; }

    [JsonIgnore]
    public string Text => string.Join('\n', Said);

    /// <summary>As the serializer would: see <see cref="DialogueState.Write"/>.</summary>
    internal void Write(JsonText json, string name)
    {
        json.Begin(name).Member("said", Said).Member("symptom", Symptom).Member("shown", Shown).Member("latest", Latest).Member("unsolved", Unsolved).Member("failed", Failed).Member("inquiryType", InquiryType).Member("owner", Owner)
            .Member("firstOwner", FirstOwner).Member("firstWasAsked", FirstWasAsked).Member("facts", Facts).Begin("formers", '[');
        foreach (var former in Formers)
        {
            json.Begin().Member("need", former.Need).Member("value", former.Value).End();
        }

        json.End(']').Member("declined", Declined).Member("excuses", Excuses).Member("noNumber", NoNumber).Raw("checks", Checks.Count == 0 ? "[]" : JsonSerializer.Serialize(Checks, DialogueState.Json)).Member("areaWasAsked", AreaWasAsked)
            .Member("detailsWereAsked", DetailsWereAsked).Member("urgent", Urgent).Member("ownerIsSure", OwnerIsSure).End();
    }

    /// <summary>With articles that an answer showed.</summary>
    internal Matter Showing(IReadOnlyList<string> ids) => this with { Shown = [.. Shown, .. ids], Latest = ids.Count };

    /// <summary>With the articles that were shown last as such that did not help.</summary>
    internal Matter Failing() => this with { Unsolved = true, Failed = [.. Failed.Union(Shown.TakeLast(Latest), StringComparer.Ordinal)] };

    public Matter Saying(string text)
    {
        if (text.Length == 0 || Said.Contains(text, StringComparer.Ordinal))
        {
            return this;
        }

        List<string> said = [.. Said, text.Length <= MostSaid ? text : Cuts.To(text, MostSaid)];
        while (said.Count > 2 && said.Sum(one => one.Length) > MostSaid)
        {
            said.RemoveAt(1);
        }

        return this with { Said = said };
    }

    /// <summary>With what was read; what was known of the same need is replaced.</summary>
    public Matter Knowing(IEnumerable<KeyValuePair<string, string>> read)
    {
        var facts = new Dictionary<string, string>(Facts, StringComparer.Ordinal);
        var formers = new List<Former>(Formers);
        foreach (var (need, value) in read)
        {
            if (facts.TryGetValue(need, out var before) && before != value && Needs.IsInWords(need))
            {
                formers.Add(new Former(need, before));
            }

            facts[need] = value;
        }

        // Another area without its place: the place that was named before is not there.
        if (facts.GetValueOrDefault(Needs.Area) != Facts.GetValueOrDefault(Needs.Area) && facts.GetValueOrDefault(Needs.Place) == Facts.GetValueOrDefault(Needs.Place) && Facts.ContainsKey(Needs.Area))
        {
            facts.Remove(Needs.Place);
        }

        if (NoNumber is { } wrong && facts.ContainsKey(Needs.Number))
        {
            // The right one was given since: the one that was none is not to be looked for.
            formers.Add(new Former(Needs.Number, wrong));
        }

        return this with
        {
            Facts = facts, Formers = [.. formers.Distinct().TakeLast(MostFormers)], Declined = [.. Declined.Where(need => !facts.ContainsKey(need))],
            Excuses = Excuses.Where(excuse => !facts.ContainsKey(excuse.Key)).ToDictionary(StringComparer.Ordinal), NoNumber = facts.ContainsKey(Needs.Number) ? null : NoNumber,
        };
    }

    /// <summary>A person's words with the right values in place of those that were replaced.</summary>
    public string Righted(string said)
    {
        if (Formers.Count == 0)
        {
            return said;
        }

        foreach (var (need, value) in Formers.Reverse())
        {
            if (!Facts.TryGetValue(need, out var right) || said.Contains(right, StringComparison.Ordinal))
            {
                continue;
            }

            if (need == Needs.Number)
            {
                if (SupplyPointNumber.Find(said) is not { Count: > 0 } found)
                {
                    continue;
                }

                // However its digits were parted; the numbers that still hold stay.
                var (wrongs, rights) = (value.Split(", ").Except(right.Split(", "), StringComparer.Ordinal).ToList(), right.Split(", ").Except(value.Split(", "), StringComparer.Ordinal).ToList());
                said = wrongs.Count == 1 && rights.Count == 1 ? SupplyPointNumber.Replace(said, found, number => number.Digits == wrongs[0] ? rights[0] : null) : said;
                continue;
            }

            // A place is mostly said by a part of its name: «in Fujieda» of «Fujieda city, Shizuoka».
            var wrong = need == Needs.Place && !said.Contains(value, StringComparison.OrdinalIgnoreCase)
                ? value.Split(' ', ',', 'の').FirstOrDefault(part => part.Length > 1 && !char.IsAsciiLetterLower(part[0]) && said.Contains(part, StringComparison.Ordinal))
                : value;
            if (wrong is not null && !right.Contains(wrong, StringComparison.OrdinalIgnoreCase))
            {
                said = said.Replace(wrong, right, StringComparison.OrdinalIgnoreCase);
            }
        }

        return said;
    }

    /// <param name="words">What the person wrote instead; null: nothing, it was skipped.</param>
    public Matter Declining(string need, string? words = null)
    {
        var declined = Declined.Contains(need, StringComparer.Ordinal) ? this : this with { Declined = [.. Declined, need] };
        return words is null ? declined : declined with { Excuses = new Dictionary<string, string>(Excuses, StringComparer.Ordinal) { [need] = Cuts.To(words.ReplaceLineEndings(" ").Trim(), LongestExcuse) } };
    }
}

/// <summary>What was known of a need until something else was said.</summary>
public sealed record Former(string Need, string Value);

/// <summary>One check of an article, and what came of it.</summary>
/// <param name="Index">From 0, in the order of the article's list.</param>
/// <param name="Result">ok (nothing found), done (before, in vain), fixed, unknown, or yes (a cause that fits); a key under «checks.result» of the replies.</param>
/// <param name="Remark">What the person wrote instead of a plain result.</param>
public sealed record Checked(string Article, int Index, string Result, string? Remark = null);

/// <summary>Cuts of text that leave no half of a character.</summary>
internal static class Cuts
{
    public static string To(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
