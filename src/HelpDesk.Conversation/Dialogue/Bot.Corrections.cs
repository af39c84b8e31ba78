using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <content>A detail given before is wrong: which one, and what is right.</content>
public sealed partial class Bot
{
    /// <summary>Share of a detail's name from which on it is named, and from which on it is where a value of its form stands beside it.</summary>
    private const float SurelyNamed = 0.5f;

    private const float HalfNamed = 0.3f;

    /// <summary>«会社名間違えました» without the right one: that detail is asked anew.</summary>
    private Turn Corrected(DialogueState state, Heard heard, Person person)
    {
        var matter = state.Matter!;
        if (Contrasted(matter, heard.Text) is { } right)
        {
            return Righted(state, person, right);
        }

        if (Retyped(matter, heard.Text) is { } typed)
        {
            return Righted(state, person, typed);
        }

        if (NeedNamed(heard.Text, matter.Facts.Keys) is not { } need)
        {
            return AskNext(state, person, [Spoken(state, "collect.correctWhat")]);
        }

        var facts = matter.Facts.Where(fact => fact.Key != need).ToDictionary(StringComparer.Ordinal);
        return AskNext(state with { Step = Step.Collecting, Matter = matter with { Facts = facts }, Inquiry = state.Inquiry! with { SkipRest = false } }, person, [], need);
    }

    private Turn Righted(DialogueState state, Person person, (string Need, string Value) right)
    {
        var told = new Dictionary<string, string> { [right.Need] = right.Value };
        var known = state with { Matter = Routed(state.Matter!.Knowing(told), state.Matter.InquiryType) };
        IReadOnlyList<Reply> said = [Spoken(state, "collect.corrected", null, FactLines(told, state.Language ?? "ja"))];
        return state.Step == Step.Confirming ? Confirm(known, said) : AskNext(known, person, said);
    }

    /// <summary>«コードまちがえた、33461 です»: digits in the form of a detail that is known; of several, of the one whose value it is most like. Null where there are none.</summary>
    private (string Need, string Value)? Retyped(Matter matter, string text)
    {
        var read = matter.Facts.Where(fact => fact.Key is Needs.Number or Needs.CompanyCode or Needs.UserId or Needs.RequesterContact)
            .Select(fact => (Need: fact.Key, Before: fact.Value, answers.Read(fact.Key, text).Value))
            .Where(one => one.Value is not null && one.Value != one.Before && one.Value.Any(char.IsAsciiDigit)).ToList();
        return read.Count == 0 ? null : read.MinBy(one => Unlike(one.Before, one.Value!)) is var nearest ? (nearest.Need, nearest.Value!) : null;
    }

    /// <summary>Signs in which two values differ by kind or length.</summary>
    private static int Unlike(string one, string other) =>
        Math.Abs(one.Length - other.Length) + one.Zip(other).Count(pair => char.IsAsciiDigit(pair.First) != char.IsAsciiDigit(pair.Second));

    /// <summary>A detail in another writing of the same signs («髙木で頼む» of 高木): how it is written right. Null where none is.</summary>
    private static (string Need, string Value)? Rewritten(Matter matter, string text)
    {
        foreach (var (need, value) in matter.Facts.Where(fact => fact.Key is Needs.RequesterName or Needs.Company))
        {
            var folded = TextFolding.Fold(value);
            for (var at = 0; at + value.Length <= text.Length; at++)
            {
                var part = text.Substring(at, value.Length);
                if (part != value && TextFolding.Fold(part) == folded && part.Any(c => Kana.IsKanji(c)))
                {
                    return (need, part);
                }
            }
        }

        return null;
    }

    /// <summary>«渡邊ではなく渡邉です», «not X but Y», «Y, not X»: the detail whose value is denied, and the right one. Null where none is.</summary>
    private (string Need, string Value)? Contrasted(Matter matter, string text)
    {
        var even = FactReader.Even(text);
        foreach (var (need, wrong) in matter.Facts.OrderByDescending(fact => fact.Value.Length))
        {
            var at = even.IndexOf(wrong, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            var (before, after) = (even[..at].TrimEnd(), even[(at + wrong.Length)..].TrimStart());
            var contrast = Contrasts.FirstOrDefault(word => after.StartsWith(word, StringComparison.OrdinalIgnoreCase));
            var right = contrast is not null ? after[contrast.Length..] : before.EndsWith("not", StringComparison.OrdinalIgnoreCase) ? before[..^3] : "";
            if (right.Trim(' ', ',', '、') is { Length: > 0 } said && answers.Read(need, said).Value is { } value && value != wrong)
            {
                return (need, value);
            }
        }

        return null;
    }

    /// <summary>With what a message denies as a former value of the one detail that it gives: «藤枝じゃなくて沼津», «not Fujieda, it's Numazu».</summary>
    private static Matter Denying(Matter matter, Heard heard)
    {
        var needs = heard.Facts.Keys.Where(Needs.IsInWords).ToList();
        return needs is [var need] && DeniedIn(heard.Text) is { Length: > 1 } wrong && matter.Said.Any(said => said.Contains(wrong, StringComparison.OrdinalIgnoreCase))
            ? matter with { Formers = [.. matter.Formers, new Former(need, wrong)] }
            : matter;
    }

    /// <summary>The words that are denied; empty where none are.</summary>
    private static string DeniedIn(string text)
    {
        var even = FactReader.Even(text);
        var at = Contrasts.Select(word => even.IndexOf(word, StringComparison.OrdinalIgnoreCase)).Where(place => place > 0).DefaultIfEmpty(-1).Min();
        var not = even.IndexOf("not ", StringComparison.OrdinalIgnoreCase);
        var denied = not >= 0 ? even[(not + "not ".Length)..].Split(',', '.', ';', '!')[0].Split(" but ")[0]
            : at > 0 ? even[..at].Split('、', '。', ',', '.', ' ', '!')[^1] : "";
        return denied.StartsWith("in ", StringComparison.OrdinalIgnoreCase) ? denied["in ".Length..].Trim() : denied.Trim();
    }

    /// <summary>What stands between a wrong value and the right one.</summary>
    private static readonly string[] Contrasts = ["ではなくて", "じゃなくて", "でなくて", "ではなく", "じゃなく", "でなく", "ではありません。", ", but ", "but "];

    /// <summary>The detail that a message names by its name: the one whose name and question share most with it; null where none does.</summary>
    private string? NeedNamed(string text, IEnumerable<string> among) => NeedsNamed(text, among, SurelyNamed).FirstOrDefault();

    /// <summary>Need ids of which a message names so much at least, the most first.</summary>
    private IEnumerable<string> NeedsNamed(string text, IEnumerable<string> among, float least)
    {
        var key = Intents.Key(text);
        return among.Select(need => (Need: need, Share: NamesOf(need).Select(name => Shared(name, key)).DefaultIfEmpty(0).Max())).Where(one => one.Share >= least).OrderByDescending(one => one.Share).Select(one => one.Need);
    }

    private IEnumerable<string> NamesOf(string need)
    {
        var named = routing.Needs.FirstOrDefault(one => one.Id == need);
        var asked = string.Join('(', ((string[])["ja", "en"]).Select(wording.In).Where(texts => texts.Has("need." + need)).Select(texts => texts.Get("need." + need)));
        return named is null ? [] : $"{named.Name}({named.NameEn}({asked}".Split('(', ')', '・', '、', ',', '（', '）', 'を', '?', '.').Select(Intents.Key).Where(key => key.Length > 1);
    }
}
