using System.Text.RegularExpressions;
using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Dialogue;

/// <summary>
/// What a message says was done: by the closed classes of a language (past and «…ても», «…済み»; English verbs in the past). What is denied, asked or supposed
/// («送ったら», «送った場合») is not. Thread-safe.
/// </summary>
internal sealed partial class DoneReader(JapaneseTokenizer tokenizer, Negation negation)
{
    private const string Ends = "。!?\n";

    /// <summary>
    /// The parts of a text that say so, as they stand in it when folded. <c>InVain</c>: that it did not help is said with it («…しても直らない»), or by its form a person
    /// did it («we went through …»); a past alone («OKを返した») is what happened as often as what was tried.
    /// </summary>
    public IEnumerable<(string Part, bool InVain)> In(string text)
    {
        var read = new ReadText(text, tokenizer);
        // What stands before the verb is what the screen said, as often as not.
        return Japanese(read).Concat(Clauses(read.Folded).Select(clause => English().Match(clause) is { Success: true } match ? (clause[match.Index..], true) : ("", false)))
            .Where(part => part.Item1.Length > 0 && !negation.In(part.Item1)).Distinct().ToList();
    }

    private static List<(string Part, bool InVain)> Japanese(ReadText read)
    {
        var (folded, from, parts) = (read.Folded, 0, new List<(string, bool)>());
        var tokens = read.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var between = folded[(i == 0 ? 0 : tokens[i - 1].End)..tokens[i].End];
            if (between.AsSpan().IndexOfAny(Ends) >= 0)
            {
                from = tokens[i].In(folded).IndexOfAny(Ends) >= 0 ? tokens[i].End : tokens[i].Start;
            }

            if (i > 0 && IsDone(tokens, i, folded))
            {
                var (part, vain) = (folded[from..tokens[i].End], tokens[i].Kind == PartOfSpeech.Particle && !IsAsked(folded, tokens[i].End));
                parts.Add((part, vain));
                // What stands before a comma may be what it is about rather than what was done.
                if (part.LastIndexOf('、') is > 0 and var comma)
                {
                    parts.Add((part[(comma + 1)..], vain));
                }

                from = tokens[i].End;
            }
        }

        return parts;
    }

    /// <summary>«送ってもいいですか»: the sentence asks.</summary>
    private static bool IsAsked(string folded, int from) =>
        folded.AsSpan(from) is var rest && (rest.IndexOfAny(Ends) is >= 0 and var end ? rest[..(end + 1)] : rest) is var sentence && (sentence.TrimEnd() is [.., '?'] || sentence.TrimEnd("。!\n ") is [.., 'か']);

    private static bool IsDone(ReadOnlySpan<Token> tokens, int at, string folded)
    {
        var token = tokens[at];
        var word = token.In(folded);
        var afterVerb = tokens[at - 1].Kind is PartOfSpeech.Verb or PartOfSpeech.DependentVerb or PartOfSpeech.AuxiliaryVerb;
        if (word is "済み" or "済" or "ずみ")
        {
            return true;
        }

        if (token.Kind == PartOfSpeech.Particle)
        {
            return (afterVerb && word is "ても" or "でも") || (at > 1 && word is "も" && tokens[at - 1].In(folded) is "て" or "で" && tokens[at - 2].Kind is PartOfSpeech.Verb or PartOfSpeech.DependentVerb);
        }

        // «送った場合», «送ったほう»: supposed; «送った?»: asked.
        return token.Kind == PartOfSpeech.AuxiliaryVerb && word is "た" or "だ" && afterVerb
            && (at + 1 == tokens.Length || (tokens[at + 1].In(folded) is var next && next is not ("か" or "?" or "っけ" or "かな") && (tokens[at + 1].Kind is not (PartOfSpeech.Noun or PartOfSpeech.AdverbialNoun or PartOfSpeech.VerbalNoun) || next is "の" or "ん")));
    }

    private static IEnumerable<string> Clauses(string folded) =>
        folded.Split(['.', ',', ';', '!', '\n', '。', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(clause => !clause.Contains('?', StringComparison.Ordinal));

    [GeneratedRegex(@"\b(?:i|we)(?:'ve| have)?(?: already| also| even| just| both)? (?:[a-z]{2,20}ed|did|went|ran|sent|took|made|got|set|put|reset|done|gone)\b|\b(?:already|have|has) (?:been )?(?:[a-z]{2,20}ed|done|sent|set|reset)\b|^(?:and )?(?:[a-z]{2,20}ed|did|sent|reset) (?:the|it|our|and|both|all|in)\b", RegexOptions.CultureInvariant)]
    private static partial Regex English();
}
