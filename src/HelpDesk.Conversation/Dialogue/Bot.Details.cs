using System.Text.RegularExpressions;
using HelpDesk.Conversation.Acts;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What it is about, where too little was said for whoever works on it.</content>
public sealed partial class Bot
{
    /// <summary>Letters of a Japanese statement from which whoever works on it knows what happened; of a Latin script each counts <see cref="LatinLetter"/>.</summary>
    private const float EnoughTold = 20;

    /// <summary>English says with five letters what Japanese says with two.</summary>
    private const float LatinLetter = 0.4f;

    /// <summary>
    /// Whether so little was said that whoever works on it would have to ask first: of a kind whose other details do not tell it, of an unknown code, of no kind at all.
    /// </summary>
    private bool NeedsDetails(Matter matter, IReadOnlyList<Need> needs, bool aboutAMessage)
    {
        if (!matter.DetailsWereAsked && matter.Symptom is null && AnnouncesAQuestion(matter))
        {
            return true;
        }

        var unknownCode = matter.Symptom is { } symptom && desk.Recognize(symptom).UnknownCodes.Count > 0;
        if (matter.DetailsWereAsked || aboutAMessage || (matter.Symptom is not null && !unknownCode) || (!unknownCode && matter.InquiryType is not null && needs.All(need => need.Id != Needs.Details)))
        {
            return false;
        }

        return Telling(matter.Said, matter.Shown).SelectMany(text => FactReader.Question(text)).Where(char.IsLetter).Sum(letter => char.IsAscii(letter) ? LatinLetter : 1) < EnoughTold;
    }

    /// <summary>«…で聞きたいことがある», "I have a question about …": that there is one was said, and nowhere what it is.</summary>
    private bool AnnouncesAQuestion(Matter matter) =>
        matter.Said.Any(said => Announced().IsMatch(said)) && !matter.Said.SelectMany(Sentences).Any(sentence => Asks(sentence) && !Announced().IsMatch(sentence));

    [GeneratedRegex("(?:[きいねし]たい|うかがいたい)(?:こと|事|点|件|の)(?:が|も|は)?[^。\\n]{0,6}(?:ある|あり|ござい|でき)|(?:質問|相談)(?:が|も)(?:あ|ござい)|\\b(?:have|had|got) (?:a|another|some|one|two|several)(?: [a-z]{2,12})? questions?\\b|\\bsomething (?:I|we) (?:want|would like|need) to ask\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Announced();

    /// <summary>More of the matter, in whatever form: what has the form of a question says what they want to know. Null where it is none.</summary>
    private Turn? Detailed(DialogueState state, Heard heard, Person person)
    {
        var talks = heard.Does(DialogueAct.Refuse) || heard.Does(DialogueAct.SkipAll) || heard.Does(DialogueAct.Person) || heard.Does(DialogueAct.Anger) || heard.Does(DialogueAct.Status)
            || heard.Does(DialogueAct.Thanks) || heard.Does(DialogueAct.SmallTalk) || heard.Does(DialogueAct.Solved) || heard.Does(DialogueAct.Confirm);
        if (talks && !heard.IsCertain && !heard.Is(DialogueAct.GoesOn) && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.AboutShown))
        {
            return null;
        }

        if (!heard.IsCertain && answers.NameAlone(heard.Text) is { } name && state.Matter!.Facts.Keys.All(known => known != Needs.RequesterName))
        {
            // «田中です»: who it is, and nothing of what it is about, which is asked for once more.
            return AskNext(state with { Matter = state.Matter with { DetailsWereAsked = false } is var matter ? matter.Knowing(name) : null, Inquiry = state.Inquiry! with { Refused = 0 } }, person, []);
        }

        // «山田です、yamada@…»: facts alone are no details; what is asked next takes them.
        var saying = heard.IsFacts ? state.Matter! : state.Matter!.Saying(heard.Text);
        return Next(state with { Matter = Learn(saying, heard), Inquiry = state.Inquiry! with { Refused = 0 } }, person, [], heard);
    }
}
