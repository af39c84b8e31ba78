using System.Buffers;
using HelpDesk.Sources;

namespace HelpDesk.Ticketing.Privacy;

/// <summary>
/// Passwords and the like that people paste by mistake: a word for a secret, what joins it to the secret, and the secret. How sure
/// a token has to look like one depends on what joins them: a colon, a particle of a sentence, a blank. What is said about a
/// password (how many digits, that it is wrong) stays. A person's name, or a secret that nobody calls one, is not found.
/// </summary>
internal static class Secrets
{
    public const string Mark = "***";

    private const int LongestToken = 128;
    private const int MostJoins = 6;

    private static readonly TextCatalog Words = TextCatalog.Embedded(typeof(Secrets).Assembly, "Secrets", "ja");
    private static readonly string[] Labels = List("labels");
    private static readonly string[] Signs = List("signs");
    private static readonly string[] Particles = List("particles");
    private static readonly string[] Opening = List("opening");
    private static readonly string[] Following = List("following");
    private static readonly string[] Joining = List("joining");
    private static readonly string[] Leading = List("leading");
    private static readonly HashSet<string> Ordinary = [.. List("ordinary")];
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<string> Label = SearchValues.Create([.. Labels, .. Labels.Select(Widened)], StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands between the word and the token.</summary>
    private enum Join
    {
        /// <summary>Nothing, or a blank.</summary>
        Blank,

        Particle,

        /// <summary>A colon, an equals sign, a bracket, a quotation mark.</summary>
        Sign,
    }

    public static string Mask(string text)
    {
        if (!text.AsSpan().ContainsAny(Label))
        {
            return text;
        }

        var folded = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Fold(source[i]);
            }
        });
        var masked = new List<Range>();
        for (var at = 0; at < folded.Length && folded.AsSpan(at).IndexOfAny(Label) is >= 0 and var step;)
        {
            var start = at + step;
            var label = Labels.Where(one => folded.AsSpan(start).StartsWith(one, StringComparison.Ordinal)).MaxBy(one => one.Length) ?? folded[start].ToString();
            at = start + label.Length;
            if (IsWhole(folded, start, at))
            {
                Before(folded, start, masked);
                at = After(folded, at, masked);
            }
        }

        return Masked(text, masked);
    }

    /// <summary>The secrets behind a word; where reading goes on.</summary>
    private static int After(string folded, int at, List<Range> masked)
    {
        var (start, join) = Joined(folded, at);
        var end = TokenEnd(folded, start, join == Join.Sign);
        if (end == start || !IsSecret(folded, start, end, join))
        {
            return at;
        }

        masked.Add(start..end);

        // «changed from Abc123 to Xyz789», «taro / Abc123»: the next one, if it surely looks like one.
        while (Further(folded, end) is { } next && TokenEnd(folded, next, spoken: false) is var stop && LooksMixed(folded.AsSpan(next, stop - next), 6))
        {
            masked.Add(next..stop);
            end = stop;
        }

        return end;
    }

    private static int? Further(string folded, int at)
    {
        at = SkipBlanks(folded, SkipClosing(folded, at));
        var joined = SkipAny(folded, at, Joining);
        return joined == at ? null : SkipOpening(folded, SkipBlanks(folded, joined));
    }

    /// <summary>«Abc12345がパスワードです».</summary>
    private static void Before(string folded, int label, List<Range> masked)
    {
        var lead = Leading.FirstOrDefault(one => folded.AsSpan(0, label).EndsWith(one, StringComparison.Ordinal));
        if (lead is null)
        {
            return;
        }

        var end = label - lead.Length;
        while (end > 0 && (folded[end - 1] == ' ' || !char.IsLetterOrDigit(folded[end - 1]) && folded[end - 1] > '\u007e'))
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start < LongestToken && folded[start - 1] is > ' ' and <= '~')
        {
            start--;
        }

        if (LooksMixed(folded.AsSpan(start, end - start), 6))
        {
            masked.Add(start..end);
        }
    }

    private static (int At, Join Join) Joined(string folded, int at)
    {
        var join = Join.Blank;
        for (var left = MostJoins; left > 0; left--)
        {
            at = SkipBlanks(folded, at);
            if (SkipAny(folded, at, Signs) is var sign && sign != at)
            {
                (at, join) = (sign, Join.Sign);
            }
            else if (SkipOpening(folded, at) is var opening && opening != at)
            {
                // «パスワード(新): Abc»: what stands in the bracket is no secret, and it comes behind.
                var close = folded.AsSpan(opening).IndexOfAny(")）】]>」』");
                var aside = folded[opening - 1] is '(' or '（' or '[' or '【' && close is > 0 and <= 12 && !folded.AsSpan(opening, close).ContainsAnyInRange('!', '~');
                (at, join) = aside ? (opening + close + 1, join) : (opening, Join.Sign);
            }
            else if (join == Join.Blank && SkipAny(folded, at, Particles) is var particle && particle != at && !(char.IsAsciiLetter(folded[particle - 1]) && particle < folded.Length && char.IsAsciiLetterOrDigit(folded[particle])))
            {
                (at, join) = (particle, Join.Particle);
                at = at < folded.Length && folded[at] is '、' or ',' ? at + 1 : at;
            }
            else
            {
                break;
            }
        }

        return (at, join);
    }

    /// <param name="spoken">Behind a sign it may be a word of any script that ends in digits.</param>
    private static int TokenEnd(string folded, int start, bool spoken)
    {
        var end = start;
        while (end < folded.Length && end - start < LongestToken && folded[end] is > ' ' and <= '~')
        {
            end++;
        }

        while (end > start && ",.;:)]}>\"'`?".Contains(folded[end - 1], StringComparison.Ordinal))
        {
            end--;
        }

        if (end > start || !spoken)
        {
            return end;
        }

        while (end < folded.Length && end - start < LongestToken && char.IsLetterOrDigit(folded[end]))
        {
            end++;
        }

        return end - start >= 4 && char.IsAsciiDigit(folded[end - 1]) && char.IsAsciiDigit(folded[end - 2]) ? end : start;
    }

    private static bool IsSecret(string folded, int start, int end, Join join)
    {
        var token = folded.AsSpan(start, end - start);
        if (token.ContainsAnyExceptInRange('!', '~'))
        {
            return true;
        }

        if (IsCode(token) || token.Contains("://", StringComparison.Ordinal))
        {
            return false;
        }

        var ends = IsFollowed(folded, end);
        return LooksMixed(token, join == Join.Sign ? 4 : 6) || (token.ContainsAnyExcept(Digits)
            ? IsLetters(token) && !Ordinary.Contains(token.ToString()) && (join == Join.Sign ? token.Length >= 4 : join == Join.Particle && token.Length >= 5 && ends && !GoesOn(folded, end))
            : token.Length >= (join == Join.Blank ? 6 : 4) && ends);
    }

    /// <summary>Letters with digits, or with signs that no word has.</summary>
    private static bool LooksMixed(ReadOnlySpan<char> token, int shortest)
    {
        var (letters, digits, signs) = (false, false, false);
        foreach (var c in token)
        {
            letters |= char.IsAsciiLetter(c);
            digits |= char.IsAsciiDigit(c);
            signs |= "!@#$%^&*+=~?".Contains(c, StringComparison.Ordinal);
        }

        return token.Length >= shortest && ((letters && digits) || (signs && (letters || digits))) && !IsCode(token) && !token.Contains("://", StringComparison.Ordinal);
    }

    /// <summary>ERR_20040, A20040, HD-2026-000001: what screens and this desk call things by.</summary>
    private static bool IsCode(ReadOnlySpan<char> token)
    {
        if (token.StartsWith("err", StringComparison.Ordinal) || token.StartsWith("hd-", StringComparison.Ordinal))
        {
            return true;
        }

        var letters = 0;
        while (letters < token.Length && char.IsAsciiLetter(token[letters]))
        {
            letters++;
        }

        return letters is 1 && token.Length == letters + 5 && !token[letters..].ContainsAnyExcept(Digits);
    }

    private static bool IsLetters(ReadOnlySpan<char> token) => !token.ContainsAnyExceptInRange('a', 'z');

    /// <summary>The token ends there, and is not counted or made a word with what follows.</summary>
    private static bool IsFollowed(string folded, int at)
    {
        at = SkipClosing(folded, at);
        return at >= folded.Length || char.IsWhiteSpace(folded[at]) || char.IsPunctuation(folded[at]) || SkipAny(folded, at, Following) != at;
    }

    /// <summary>Another word in Latin letters comes behind a blank: «is plugged in» says something of the secret.</summary>
    private static bool GoesOn(string folded, int at) => SkipBlanks(folded, at) is var next && next != at && next < folded.Length && char.IsAsciiLetter(folded[next]);

    /// <summary>No part of a longer word: «pw» stands in «pwc», «pass» in «passport».</summary>
    private static bool IsWhole(string folded, int start, int end) =>
        !char.IsAscii(folded[start]) || !((start > 0 && char.IsAsciiLetterOrDigit(folded[start - 1])) || (end < folded.Length && char.IsAsciiLetter(folded[end - 1]) && char.IsAsciiLetter(folded[end])));

    private static int SkipBlanks(string folded, int at)
    {
        while (at < folded.Length && folded[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private static int SkipOpening(string folded, int at) => SkipAny(folded, at, Opening);

    private static int SkipClosing(string folded, int at)
    {
        while (at < folded.Length && "」』）)\"'`”’]>】".Contains(folded[at], StringComparison.Ordinal))
        {
            at++;
        }

        return at;
    }

    private static int SkipAny(string folded, int at, string[] words) =>
        at >= folded.Length ? at : at + words.Where(word => folded.AsSpan(at).StartsWith(word, StringComparison.Ordinal)).Select(word => word.Length).DefaultIfEmpty(0).Max();

    private static string Masked(string text, List<Range> masked)
    {
        masked.Sort((a, b) => b.Start.Value.CompareTo(a.Start.Value));
        foreach (var range in masked.Distinct())
        {
            text = text[..range.Start.Value] + Mark + text[range.End.Value..];
        }

        return text;
    }

    /// <summary>One character for one, so that places agree.</summary>
    private static char Fold(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => char.ToLowerInvariant((char)(c - 0xfee0)),
        '\u3000' => ' ',
        _ => char.ToLowerInvariant(c),
    };

    private static string Widened(string word) => string.Concat(word.Select(c => c is >= '!' and <= '~' ? (char)(c + 0xfee0) : c));

    private static string[] List(string key) => Words.Get(key).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
