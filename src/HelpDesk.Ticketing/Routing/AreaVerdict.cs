using System.Numerics;

namespace HelpDesk.Ticketing.Routing;

/// <summary>
/// Weighs what a text mentions. The heaviest mentions decide; lighter ones only narrow down what those leave open. Mentions
/// of one weight must agree (中電 and 広島 agree on 07; 三重 and 関西電力 on 06): where they do not, the person is asked.
/// </summary>
internal static class AreaVerdict
{
    public static AreaFinding Of(List<AreaMention> mentions, AreaTables tables)
    {
        if (mentions.Count == 0)
        {
            return AreaFinding.None;
        }

        var heard = Distinguish(mentions);
        uint open = 0;
        foreach (var group in heard.GroupBy(m => m.Weight).OrderBy(g => g.Key))
        {
            var agreed = Agree(group);
            if (open == 0)
            {
                // Several areas of the same weight: they are the question to ask.
                open = agreed != 0 ? agreed : group.Aggregate(0u, (bits, m) => bits | m.Meaning.Effective);
                if (agreed == 0)
                {
                    break;
                }
            }
            else if ((open & agreed) != 0)
            {
                open &= agreed;
            }

            if (uint.IsPow2(open))
            {
                break;
            }
        }

        return Result(heard, open, tables);
    }

    private static AreaFinding Result(List<AreaMention> heard, uint open, AreaTables tables)
    {
        if (open == 0)
        {
            return AreaFinding.None;
        }

        var decided = BitOperations.PopCount(open) == 1;
        var evidence = heard
            .Where(m => (m.Meaning.Effective & open) != 0 || (m.Meaning.Possible & open) != 0)
            .OrderBy(m => m.Weight).ThenBy(m => (m.Meaning.Effective & open) == 0).ThenBy(m => m.Meaning.Kind).ThenBy(m => m.From)
            .First();
        return new AreaFinding(
            decided ? AreaOutcome.Decided : AreaOutcome.Ambiguous,
            decided ? tables.CodeOf(open) : null,
            decided ? [] : tables.CodesOf(open),
            evidence.Words,
            evidence.Meaning.Kind,
            evidence.Meaning.Note);
    }

    /// <summary>The areas that all mentions of one weight leave possible; 0 where they contradict each other.</summary>
    private static uint Agree(IEnumerable<AreaMention> mentions)
    {
        uint sure = uint.MaxValue, possible = uint.MaxValue, named = uint.MaxValue;
        foreach (var mention in mentions)
        {
            if (mention.Meaning.IsPlace)
            {
                sure &= mention.Meaning.Effective;
                possible &= mention.Meaning.Possible;
            }
            else
            {
                named &= mention.Meaning.Possible;
            }
        }

        // An operator or area can call for the lesser part of a place (関西電力, 三重県), another place cannot.
        return (sure & named) != 0 ? sure & named : named == uint.MaxValue ? 0 : possible & named;
    }

    /// <summary>Settles names that mean several places, and drops the wider place where a narrower one within it is named.</summary>
    private static List<AreaMention> Distinguish(List<AreaMention> mentions)
    {
        var heard = new List<AreaMention>();
        foreach (var same in mentions.GroupBy(m => m.From))
        {
            heard.AddRange(Meant([.. same], mentions));
        }

        var narrow = heard.Where(m => !IsCovered(m, heard)).ToList();
        return [.. narrow.Select(m => m with { Weight = WeightWithCover(m, heard) })];
    }

    /// <summary>Which of a name's meanings fit the rest of the text.</summary>
    private static IEnumerable<AreaMention> Meant(IReadOnlyList<AreaMention> same, List<AreaMention> all)
    {
        var fitting = same.Where(m => m.Meaning.DistrictOf is not { } of
            || all.Exists(other => other.Meaning.Municipality is { } name && of.Contains(name))
            || (m.Meaning.Alone && !all.Exists(other => other.From != m.From && other.Meaning.Municipality is not null && other.Meaning.Prefecture == m.Meaning.Prefecture))).ToList();
        var districts = fitting.Where(m => m.Meaning.DistrictOf is not null).ToList();
        if (districts.Count > 0)
        {
            return districts.Take(1);
        }

        var inPrefecture = fitting.Where(m => all.Exists(other =>
            other.Meaning.Kind == AreaEvidenceKind.Prefecture && other.Meaning.Prefecture == m.Meaning.Prefecture)).ToList();
        var chosen = inPrefecture.Count > 0 ? inPrefecture : fitting;
        if (chosen.Count < 2)
        {
            return chosen;
        }

        // Two municipalities of one name (府中市): either may be meant.
        var either = chosen.Aggregate(0u, (bits, m) => bits | m.Meaning.Possible);
        var sure = chosen.Aggregate(0u, (bits, m) => bits | m.Meaning.Effective);
        return [chosen[0] with { Meaning = chosen[0].Meaning with { Sure = uint.IsPow2(sure) ? sure : 0, Possible = either, Prefecture = "", Note = null } }];
    }

    private static bool IsCovered(AreaMention wide, List<AreaMention> heard) => heard.Exists(narrow => Covers(narrow, wide)
        || IsWardOf(city: narrow, ward: wide) || IsAreaSuffix(wide, narrow));

    private static bool Covers(AreaMention narrow, AreaMention wide)
    {
        if (ReferenceEquals(narrow, wide) || narrow.Meaning.Prefecture != wide.Meaning.Prefecture || !wide.Meaning.IsPlace)
        {
            return false;
        }

        // A ward whose name other cities share (港区) needs the prefecture to be understood.
        return wide.Meaning.Kind == AreaEvidenceKind.Prefecture
            ? (narrow.Meaning.Municipality is not null && narrow.Meaning.Sure != 0) || narrow.Meaning.DistrictOf is not null
            : wide.Meaning.Municipality is { } name && narrow.Meaning.DistrictOf is { } of && of.Contains(name);
    }

    /// <summary>札幌市中央区: a ward right behind a city is the city's.</summary>
    private static bool IsWardOf(AreaMention city, AreaMention ward) =>
        ward.From == city.To && city.Meaning.Municipality is not null && ward.Meaning.Municipality is not null;

    /// <summary>沖縄県中部: «the middle part», not the area 中部.</summary>
    private static bool IsAreaSuffix(AreaMention area, AreaMention place) =>
        area.From == place.To && area.Meaning.Kind == AreaEvidenceKind.AreaName && place.Meaning.IsPlace;

    /// <summary>A place written out (静岡県三島市) weighs what its parts weigh together: marked if one is, weak if its end is.</summary>
    private static MentionWeight WeightWithCover(AreaMention narrow, List<AreaMention> heard)
    {
        var weight = narrow.Weight;
        foreach (var wide in heard)
        {
            var isWard = IsWardOf(narrow, wide);
            if (!isWard && !Covers(narrow, wide))
            {
                continue;
            }

            if (wide.Weight == MentionWeight.Marked || (isWard && wide.Weight == MentionWeight.Weak))
            {
                weight = wide.Weight;
            }
            else if (weight == MentionWeight.Weak && wide.Weight == MentionWeight.Plain && wide.To != narrow.From)
            {
                weight = MentionWeight.Plain;
            }
        }

        return weight;
    }
}
