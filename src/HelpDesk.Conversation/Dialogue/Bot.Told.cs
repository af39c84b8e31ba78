using HelpDesk.Conversation.Acts;

namespace HelpDesk.Conversation.Dialogue;

/// <content>What a message in the middle of the form gives.</content>
public sealed partial class Bot
{
    /// <summary>A detail a line, as people fill in what they were asked for.</summary>
    private static bool IsLineByLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length is > 1 and <= MostLines;

    private static bool Corrects(Heard heard) =>
        heard.Is(DialogueAct.Correct) || (heard.Reading.Of(DialogueAct.Correct) >= LikelyCorrection && heard.Rather(DialogueAct.Correct, DialogueAct.Add));

    /// <summary>What a message in the middle of the form gives: facts that can be read anywhere, and the detail that was asked.</summary>
    /// <param name="known">There is a value that it could correct.</param>
    private Dictionary<string, string> Told(Heard heard, string asked, Given given, bool known)
    {
        var told = new Dictionary<string, string>(heard.Facts, StringComparer.Ordinal);
        if (Needs.IsName(asked))
        {
            WithoutPlaceOf(told, given.Value, heard.Text);
        }

        if (asked == Needs.OtherRetailer && told.Remove(Needs.Company, out var other))
        {
            // Asked for another company's name nobody says their own.
            told[asked] = given.Value ?? other;
            told.Remove(Needs.RequesterName);
        }

        if (asked == Needs.RequesterName && given.Value is { } named && told.TryGetValue(asked, out var person))
        {
            // «需給管理の堀です»: with what they are of, where that is no company.
            told[asked] = named.EndsWith(person, StringComparison.Ordinal) ? named : person;
            if (given.Also.GetValueOrDefault(Needs.Company) is { } company)
            {
                told.TryAdd(Needs.Company, company);
            }
        }

        if (asked == Needs.Company && given.Value is { } whole && told.TryGetValue(asked, out var read) && (whole.EndsWith(read, StringComparison.Ordinal) || whole.Contains("(旧 " + read, StringComparison.Ordinal)))
        {
            // Read in a sentence a name may lose its beginning (杜の|都グリーン電力株式会社); who is asked for it says nothing else before it.
            told[asked] = whole;
        }

        if (given.Value is { } value && !told.ContainsKey(asked) && (answers.HasForm(asked, heard.Text) ? !known || !heard.Is(DialogueAct.Correct) : MeansToGive(heard, asked) || (heard.Is(DialogueAct.Correct) && !known)))
        {
            told[asked] = value;
            foreach (var (need, also) in given.Also)
            {
                told.TryAdd(need, also);
            }
        }

        return told;
    }

    /// <summary>«鳥取さきゅう電力», «関東みどり電力»: the company is called so, and the point may be anywhere.</summary>
    /// <param name="text">That it was read in: what stands beside the name counts.</param>
    private Dictionary<string, string> WithoutPlaceOf(Dictionary<string, string> told, string? name, string text)
    {
        if (name is { Length: > 1 } && told.TryGetValue(Needs.Area, out var area) && !told.ContainsKey(Needs.Number) && facts.AreaIn(name).Code == area && facts.AreaIn(FactReader.Even(text).Replace(name, " ", StringComparison.Ordinal)).Code != area)
        {
            told.Remove(Needs.Place);
            told.Remove(Needs.Area);
        }

        return told;
    }

    /// <summary>Several details in one message: line by line what has the form of one, names in the order in which they were asked for.</summary>
    private Dictionary<string, string> ToldTogether(Heard heard, Matter matter, Inquiry inquiry)
    {
        var told = new Dictionary<string, string>(heard.Facts, StringComparer.Ordinal);
        if (heard.Is(DialogueAct.Refuse) || heard.Is(DialogueAct.SkipAll))
        {
            return told;
        }

        foreach (var part in heard.Text.Split(['\n', '、', ',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var missing = Missing(matter, inquiry.Introduce).Select(need => need.Id).Where(need => !told.ContainsKey(need)).ToList();
            var need = missing.Find(one => answers.HasForm(one, part) && answers.Read(one, part).Value is not null)
                ?? missing.Find(one => one is Needs.Company or Needs.RequesterName && facts.Read(part).Keys.All(read => read is Needs.Place or Needs.Area) && !Asks(part) && answers.Read(one, part).Value is not null);
            if (need is not null)
            {
                told[need] = answers.Read(need, part).Value!;
            }
        }

        return WithoutPlaceOf(told, told.GetValueOrDefault(Needs.Company), heard.Text);
    }

    /// <summary>Free words answer what was asked where nothing else is likelier.</summary>
    private bool MeansToGive(Heard heard, string asked) =>
        (asked == Needs.CodeOrMessage && heard.IsCertain) || (!AsksBack(heard) && Gives(heard, asked));

    private bool Gives(Heard heard, string asked) =>
        // A name that stands in no example is refused or thanked for by its letters alone («Ines»).
        (Needs.IsName(asked) && heard.Text.Length <= NameReader.LongestName && !loaded.Acts.KnowsAWord(heard.Text)) ||
        ((Needs.IsName(asked) || asked is Needs.CodeOrMessage or Needs.ReasonCode) && Otherwise.All(act => heard.Reading.Of(act) < SurelyOtherwise)) ||
        heard.Is(DialogueAct.Give) || (heard.Reading.Likeliest is DialogueAct.Give or DialogueAct.GoesOn or DialogueAct.Choose or DialogueAct.Add && !heard.Is(DialogueAct.Ask) && !heard.Is(DialogueAct.Refuse));
}
