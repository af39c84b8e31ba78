using System.Text.RegularExpressions;
using HelpDesk.Conversation.Acts;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What a ticket is called, and which sentences tell something at all.</content>
public sealed partial class Bot
{
    private const int LongestSubject = 80;

    /// <summary>Of a subject in the person's own words, before the kind of inquiry.</summary>
    private const int LongestOwnWords = 60;

    /// <summary>The same of a Latin script, whose words are longer.</summary>
    private const int LongestLatinWords = 90;

    /// <summary>Letters of a statement that says something.</summary>
    private const int LeastOwnWords = 8;

    /// <summary>Letters of a clause that only leads to the next («もう一つ別件で、…», "One more thing: …").</summary>
    private const int LongestLead = 16;

    /// <summary>Stands where a number or an address stood.</summary>
    private const string Gap = "\uE000";

    /// <summary>By what people call the details, in both languages.</summary>
    private readonly Lazy<HashSet<string>> labels;

    /// <summary>
    /// A stranger understands it: the symptom with what the FAQ calls it, else the person's own words with the kind of inquiry. The title of an
    /// article that did not help says what the matter is not.
    /// </summary>
    /// <param name="told">What the person wrote of it, oldest first.</param>
    private string Subject(Matter matter, IReadOnlyList<string> told)
    {
        var type = TypeOf(matter) is { } kindOf ? NameOf(matter, kindOf, told) : null;
        if (matter.Symptom is not { } symptom)
        {
            if (type is not null && matter.Facts.GetValueOrDefault(Needs.DocumentName) is { } documents && TypeOf(matter)!.Needs.Any(need => need.Id == Needs.DocumentName))
            {
                return Cuts.To($"{documents.ReplaceLineEndings(" ")}({type})", LongestSubject);
            }

            var own = InShort(matter, told);
            // A kind that is named after a message says what nobody has seen.
            return type is null || !desk.Recognize(type).IsEmpty || own.Contains(type, StringComparison.Ordinal) ? own : $"{own}({type})";
        }

        var kind = matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>().FirstOrDefault()?.Title ?? type;
        var subject = kind is null || symptom.Contains(kind, StringComparison.Ordinal) ? symptom : kind.Contains(symptom.Trim('「', '」'), StringComparison.Ordinal) ? kind : $"{symptom}({kind})";
        return Cuts.To(subject.ReplaceLineEndings(" "), LongestSubject);
    }

    /// <summary>For a letter: the symptom as always, else the kind of inquiry with the kind of application or what is changed.</summary>
    private string FormalSubject(Matter matter, IReadOnlyList<string> told)
    {
        if (matter.Symptom is not null || TypeOf(matter) is not { } type)
        {
            return Subject(matter, told);
        }

        if (NameOf(matter, type, told) is not { } name || (!desk.Recognize(name).IsEmpty && !RoutingRules.IsNamed(type, matter.Text)))
        {
            return InShort(matter, told);
        }

        var changed = type.Changes is { } need && matter.Facts.GetValueOrDefault(need) is { } values && values.Contains(", ", StringComparison.Ordinal) ? AsChange(values) : null;
        return matter.Facts.GetValueOrDefault(Needs.ApplicationKind) is { } kind && kind != name ? $"{name}({kind})" : changed is null ? name : $"{name}({changed})";
    }

    /// <summary>In the person's own words: the first statement that says something, of several kinds of answer one of the kind that is sent on.</summary>
    /// <param name="told">What the person wrote of it, oldest first.</param>
    private string InShort(Matter matter, IReadOnlyList<string> told)
    {
        var kinds = matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>().Select(article => article.InquiryType).Distinct().Count();
        var own = kinds > 1 ? told.Where(one => desk.About(one) is { } about && about.InquiryType == matter.InquiryType).Concat(told).Distinct(StringComparer.Ordinal) : told;
        var plain = own.Select(Titled).ToList();
        return plain.Find(one => one.Count(char.IsLetter) >= LeastOwnWords) ?? plain.OrderByDescending(one => one.Length).FirstOrDefault() ?? "";
    }

    /// <summary>
    /// A statement as a title: greetings, who speaks, sentences that give nothing but details («地点は…です») or name nothing («もう一件あります») left out, whole sentences where one fits.
    /// </summary>
    private string Titled(string statement)
    {
        var sentences = Sentences(WithoutIntroduction(desk.MatterOf(statement)).ReplaceLineEndings("\n")).Select(WithoutDetails).Where(sentence => sentence.Any(char.IsLetter)).ToList();
        var names = sentences.SkipWhile((sentence, i) => IsLead(sentence) && sentences.Skip(i + 1).Any(NamesSomething)).ToList();
        names = [.. names.Take(1).Select(WithoutLead), .. names.Skip(1).Where(HoldsMatter)];
        var (title, longest) = ("", names.Count > 0 && IsForeign(names[0]) ? LongestLatinWords : LongestOwnWords);
        foreach (var sentence in names.TakeWhile(sentence => (title + " " + sentence).Length <= longest || title.Length == 0))
        {
            // A line has no mark at its end.
            title += (title.Length == 0 ? "" : SentenceEnds.Contains(title[^1]) ? (char.IsAscii(title[^1]) && char.IsAscii(sentence[0]) ? " " : "") : char.IsAscii(title[^1]) ? ". " : "。") + sentence;
        }

        title = title.Trim(' ', '。', '、', '.', ',', '\u3000');
        return title.Length <= longest ? title : Shortened(title, longest);
    }

    /// <summary>Cut before a word rather than in it.</summary>
    private static string Shortened(string text, int longest)
    {
        var cut = Cuts.To(text, longest - 1);
        return (char.IsAsciiLetter(text[cut.Length]) && cut.LastIndexOf(' ') is var space && space > longest / 2 ? cut[..space] : cut).TrimEnd(' ', '、', ',') + "…";
    }

    /// <summary>Without clauses before the first that names something.</summary>
    private string WithoutLead(string sentence)
    {
        for (var parts = Lead().Match(sentence); parts.Success; parts = Lead().Match(sentence))
        {
            var (lead, rest) = (parts.Groups[1].Value, sentence[parts.Length..]);
            if (!IsLead(lead) || lead.Any(char.IsDigit) || !NamesSomething(rest))
            {
                break;
            }

            sentence = rest;
        }

        return sentence;
    }

    private bool IsLead(string part) =>
        part.Count(char.IsLetter) <= LongestLead && !NamesSomething(part) && !negation.In(part) && desk.Recognize(part).IsEmpty && DateReader.In(part) is null;

    [GeneratedRegex("^([^、,:：。]{1,40})[、,:：]\\s?(?=.)")]
    private static partial Regex Lead();

    /// <summary>
    /// Without numbers, IDs and addresses and the clauses that say nothing else («地点は…です», «番号 …»), unless the sentence then begins in its middle («IDはmirai01が凍結…»,
    /// «User ID wind55 is suspended»). Empty where nothing is left.
    /// </summary>
    private string WithoutDetails(string sentence)
    {
        var plain = Closed(FactReader.Question(sentence.Trim(), Gap));
        if (plain.Length > 0 && !sentence.TrimStart().StartsWith(plain[0]) && (plain[0] is 'が' or 'は' or 'を' or 'に' or 'も' or 'の' || char.IsAsciiLetterLower(plain[0])))
        {
            plain = Closed(FactReader.Without(SupplyPoint.Without(sentence.Trim(), out _, Gap), Gap));
        }

        return plain;
    }

    /// <summary>With each gap closed; of a clause that is nothing but a detail nothing is left.</summary>
    private string Closed(string marked)
    {
        if (!marked.Contains(Gap, StringComparison.Ordinal))
        {
            return string.Join(' ', marked.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        // «番号 …», «ID … です»: what a detail is called stands beside it.
        var (kept, left) = (new List<string>(), false);
        foreach (var part in (IsForeign(marked) ? ClauseMarks() : ClauseMarksOrBlanks()).Split(marked))
        {
            left = (left || part.Contains(Gap, StringComparison.Ordinal)) && !SaysBeside(part);
            if (!left)
            {
                kept.Add(part);
            }
            else if (kept is [.., var before] && !SaysBeside(before))
            {
                kept.RemoveAt(kept.Count - 1);
            }
        }

        var text = EmptyBrackets().Replace(string.Concat(kept), "");
        text = GapBehindLatin().Replace(text, " … ").Replace(Gap, "", StringComparison.Ordinal);
        return string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim(' ', '、', ',', '\u3000', '…');
    }

    /// <summary>Beside a detail it does something, or names more than what details are called.</summary>
    private bool SaysBeside(string part)
    {
        var text = part.Replace(Gap, " ", StringComparison.Ordinal);
        if (!desk.Recognize(text).IsEmpty || desk.Finder.Read(text)[Field.English].Keys.Any(word => word.Length >= LeastEnglishName && !labels.Value.Contains(word)))
        {
            return true;
        }

        var read = new ReadText(text, desk.Tokenizer);
        foreach (var token in read.Tokens)
        {
            if (token.Kind is PartOfSpeech.Verb or PartOfSpeech.Adjective && token.BaseForm is not ("ある" or "いる" or "なる" or "する" or "いう" or "言う" or "申す" or "ござる")
                || (token.Kind is PartOfSpeech.Noun or PartOfSpeech.VerbalNoun or PartOfSpeech.ProperNoun && token.Length >= LeastName && !labels.Value.Contains(token.In(read.Folded).ToString())))
            {
                return true;
            }
        }

        return false;
    }

    private HashSet<string> Labels() => [.. routing.Needs.SelectMany(need => ((string[])[need.Name, need.NameEn]).SelectMany(name => Bracketless(name) is var bare ? desk.Finder.Read(bare)[Field.English].Keys.Concat(Words(bare)) : []))];

    private List<string> Words(string text)
    {
        var (read, words) = (new ReadText(text, desk.Tokenizer), new List<string>());
        foreach (var token in read.Tokens)
        {
            words.Add(token.In(read.Folded).ToString());
        }

        return words;
    }

    [GeneratedRegex("(?<=[、,，;；])")]
    private static partial Regex ClauseMarks();

    [GeneratedRegex("(?<=[、,，;；\\s])")]
    private static partial Regex ClauseMarksOrBlanks();

    [GeneratedRegex("[(（「『][\\s:：\uE000]{0,20}[)）」』]")]
    private static partial Regex EmptyBrackets();

    [GeneratedRegex("(?<=[A-Za-z])\\s{0,9}(?:\uE000\\s{0,9}){1,9}")]
    private static partial Regex GapBehindLatin();

    /// <summary>
    /// What was told, for a title and to see whether it is enough: without the sentences that only ask the bot for something or answer it, clause by clause where one does
    /// both («区画整理があったので、調べてください»). One remains at least.
    /// </summary>
    private List<string> Telling(IReadOnlyList<string> said, IReadOnlyList<string> shown)
    {
        var told = new List<string>();
        for (var i = 0; i < said.Count; i++)
        {
            var index = i;
            var kept = string.Concat(Sentences(said[i]).Select(sentence => Tells(sentence, index, shown) ? sentence : TellingClauses(sentence, index, shown)));
            if (kept.Trim().Length > 0)
            {
                told.Add(kept.Trim());
            }
        }

        return told.Count > 0 ? told : [.. said.Take(1)];
    }

    private string TellingClauses(string sentence, int index, IReadOnlyList<string> shown)
    {
        var clauses = TextParts.Of(sentence);
        // «会員情報の変更の件を、取り次いでいただけますか»: without its verb it says nothing; then the sentence stays whole.
        return clauses.Count < 2 ? "" : string.Join('、', clauses.Where(clause => Tells(clause, index, shown))) is not { Length: > 0 } kept ? "" : Dangles(kept) ? sentence : kept + "。";
    }

    private bool Dangles(string clause) => new ReadText(clause, desk.Tokenizer) is var read && read.Tokens is [.., { Kind: PartOfSpeech.Particle } last] && last.In(read.Folded) is "を" or "が" or "は" or "に" or "へ" or "も" or "の" or "と";

    /// <param name="index">Of the statement that it stands in: the first is read otherwise than the others.</param>
    private bool Tells(string sentence, int index, IReadOnlyList<string> shown) =>
        telling.Of(string.Join('\0', [sentence, index == 0 ? "" : "+", .. shown]), Today, _ => [Tells(sentence, AsSaid(index), shown)])[0];

    /// <remarks>The cheapest to find first: most sentences are not to the bot.</remarks>
    private bool Tells(string sentence, Circumstance at, IReadOnlyList<string> shown) =>
        !IsToTheBot(sentence, at, shown) || !desk.Recognize(sentence).IsEmpty || facts.Read(sentence).Count > 0;

    /// <summary>«入力ミスではないです» does not only say that it did not help: it names what the answer is about.</summary>
    private bool NamesMatter(string sentence, IReadOnlyList<string> shown)
    {
        var bodies = shown.Select(desk.KnowledgeBase.Find).OfType<Article>().Select(article => TextFolding.Fold(article.Body.PlainText)).ToList();
        if (HasNoun(sentence, word => bodies.Exists(body => body.Contains(word, StringComparison.Ordinal))))
        {
            return true;
        }

        // «I checked the reason code list and still can't tell why».
        var english = desk.Finder.Read(sentence)[Field.English].Keys.Where(word => word.Length >= LeastEnglishName).ToList();
        return english.Count > 1 && shown.Select(desk.KnowledgeBase.Find).OfType<Article>().Any(article => desk.Finder.Read(article.BodyIn("en").PlainText)[Field.English] is var body && english.Count(body.ContainsKey) > 1);
    }

    /// <summary>«契約は済んでいます»: it names something of the domain that is neither a detail nor of asking somebody.</summary>
    private bool TellsOfMore(string sentence) => HasNoun(sentence, word => inArticles.Value.Contains(word) && !letters.Value.Contains(word) && !labels.Value.Contains(word));

    private bool IsToTheBot(string sentence, Circumstance at, IReadOnlyList<string> shown)
    {
        var reading = loaded.Acts.Read(sentence, at);
        if (reading.Likeliest is DialogueAct.Unsolved or DialogueAct.Give or DialogueAct.Refuse or DialogueAct.Confirm or DialogueAct.Solved && (NamesMatter(sentence, shown) || TellsOfMore(sentence)))
        {
            return false;
        }

        return Math.Max(reading.Of(DialogueAct.Ask), Math.Max(reading.Of(DialogueAct.GoesOn), reading.Of(DialogueAct.Add))) < ActReading.Sure
            && reading.Likeliest is DialogueAct.Person or DialogueAct.Unsolved or DialogueAct.Thanks or DialogueAct.SmallTalk or DialogueAct.Anger or DialogueAct.Confirm or DialogueAct.Give
                or DialogueAct.Refuse or DialogueAct.SkipAll or DialogueAct.Solved or DialogueAct.Cancel or DialogueAct.WhoSettles;
    }
}
