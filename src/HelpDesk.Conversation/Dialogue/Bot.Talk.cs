using HelpDesk.Conversation.Acts;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What only talks with the bot, and is no part of a ticket.</content>
public sealed partial class Bot
{
    /// <summary>
    /// What was said but for thanks and the like, and for messages that only talk with the bot («まだだめです。人に聞きたい»); beside anything else a wish stays in its place
    /// («用紙を持っていません。送ってもらえませんか»). The first statement stays as it is.
    /// </summary>
    private List<string> WithoutTalk(IReadOnlyList<string> said) =>
        [.. said.Take(1), .. said.Skip(1).Select(one => WithoutTalk(one).Trim()).Where(one => one.Length > 0)];

    private string WithoutTalk(string statement) =>
        talks.Of(statement, Today, Talks) is var talk && talk.AsSpan().Contains(true) ? string.Concat(Sentences(statement).Where((_, i) => !talk[i])) : statement;

    private bool[] Talks(string statement)
    {
        var sentences = Sentences(statement).Select(sentence => (Text: sentence, Reading: loaded.Acts.Read(sentence, BehindAnswer)))
            .Select(one => (Talk: IsTalk(one.Text, one.Reading), Wish: one.Reading.Likeliest is DialogueAct.Person or DialogueAct.Unsolved)).ToList();
        return [.. sentences.Select(one => one.Talk && (!one.Wish || sentences.TrueForAll(other => other.Talk)))];
    }

    /// <summary>It wants a person, thanks, confirms or says that nothing helped, and names nothing of its own: «申込書をください» names what is wanted.</summary>
    private bool IsTalk(string sentence, ActReading reading) =>
        !sentence.Any(char.IsLetter) || (reading.Likeliest is DialogueAct.Person or DialogueAct.Thanks or DialogueAct.SmallTalk or DialogueAct.Confirm or DialogueAct.SkipAll or DialogueAct.Unsolved && reading.Is(reading.Likeliest)
        && !reading.Is(DialogueAct.Ask) && !reading.Is(DialogueAct.GoesOn) && facts.Read(sentence).Count == 0 && desk.Recognize(sentence).IsEmpty && !NamesSomething(sentence));

    /// <summary>A noun that the knowledge base knows, other than those by which people ask for a person.</summary>
    private bool NamesSomething(string sentence)
    {
        var said = desk.Finder.Read(sentence);
        return HasNoun(sentence, word => said.ContentWords.Contains(word) && !wishes.Value.Contains(word))
            || said[Field.English].Keys.Any(word => word.Length >= LeastEnglishName && named.Value.Contains(word) && !wishes.Value.Contains(word));
    }

    private bool HasNoun(string sentence, Func<string, bool> fits)
    {
        var read = new ReadText(sentence, desk.Tokenizer);
        foreach (var token in read.Tokens)
        {
            if (token.Kind is PartOfSpeech.Noun or PartOfSpeech.VerbalNoun && token.End - token.Start >= LeastName && fits(token.In(read.Folded).ToString()))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The English words of titles and questions: what the knowledge base is about.</summary>
    private HashSet<string> NamedInEnglish() => [.. desk.KnowledgeBase.Articles.SelectMany(article => desk.Finder.Read(article.TitleIn("en") + " " + article.QuestionIn("en"))[Field.English].Keys)];

    /// <summary>The words by which the bot itself speaks of who settles it, of a person and of whether it helped.</summary>
    private HashSet<string> Wishes() => [.. ((string[])["ja", "en"]).SelectMany(language => desk.Finder.Read(string.Join(' ',
        [.. routing.Owners.Select(owner => owner.NameIn(language)), .. areas.Areas.Select(area => area.OperatorIn(language)), .. ((string[])["choices.person", "person.describe", "choices.unsolved", "answer.solved"]).Select(key => wording.In(language).Get(key))])) is var own ? own.ContentWords.Concat(own[Field.English].Keys) : [])];
}
