using System.Globalization;
using HelpDesk.Conversation.Acts;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Search;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>The ticket and the letter to a third party, written from the matter.</content>
public sealed partial class Bot
{
    /// <summary>Japanese signs for each Latin letter from which a text is Japanese: with codes and names there are many of those.</summary>
    private const float LeastJapanese = 0.35f;

    /// <summary>Letters of a noun that says what a sentence is about.</summary>
    private const int LeastName = 2;

    /// <summary>Letters of an English word that says what a sentence is about.</summary>
    private const int LeastEnglishName = 4;

    /// <summary>Receivers whose numbers differ get one ticket each; beyond so many the rest goes into the last.</summary>
    private const int MostReceivers = 5;

    private Turn Open(DialogueState state)
    {
        var matter = state.Matter!;
        var parts = Parts(matter);
        var (replies, acts) = (new List<Reply>(), new List<Act>());
        for (var i = 0; i < parts.Count; i++)
        {
            // Files are nobody's but the first receiver's: who gets what of them the person has not said.
            var act = TicketOf(parts[i], state, parts.Count > 1) with { Files = i == 0 ? state.Files : [], Follows = state.Follows };
            acts.Add(act);
            var (key, owner) = (act.HandOverText is null ? "ticket.helpdesk" : "ticket.handedOver", OwnerOf(parts[i]));
            var placeholder = Reply.Placeholder(i);
            replies.Add(new Reply(
                Text(state, key, placeholder, OwnerName(state, owner, act.AreaCode), WayTo(state, owner, act.AreaCode)) + (act.HandOverText is null ? ExpectedBy(state, act.Urgent) : ""),
                new TicketCard(placeholder, act.Subject, act.HandOverText is null ? "new" : "waiting-for-third-party", owner, act.HandOverText), Choices(state, "status")));
            if (act.HandOverText is { } letter)
            {
                replies.Add(new Reply(letter));
            }
        }

        var next = Fresh(state) with { Ticket = Reply.Placeholder(parts.Count - 1), Replied = state.Replied, Sent = parts[^1].Facts };
        if (state.Later is { } later)
        {
            next = next with { Step = Step.Another, Matter = later };
            replies.Add(Spoken(state, "another.ask", Choices(state, "another-yes", "another-no"), TitleOf(later, state.Language ?? "ja"), OwnerName(state, OwnerOf(later), AreaOf(later))));
        }

        return new Turn(next, replies, acts);
    }

    /// <summary>When the desk's answer can be expected; empty where nothing can be said.</summary>
    private string ExpectedBy(DialogueState state, bool urgent) => times?.Expected(urgent, time.GetUtcNow()) is { } at
        ? "\n\n" + Text(state, "ticket.expected", at.ToString(Text(state, "ticket.timeFormat"), CultureInfo.GetCultureInfo(state.Language == "en" ? "en-GB" : "ja-JP")))
        : "";

    /// <summary>One matter for each receiver: the operators of different areas must not see each other's numbers.</summary>
    private static List<Matter> Parts(Matter matter)
    {
        var areas = SupplyPoint.AreasOf(matter.Facts);
        if (OwnerOf(matter) != RoutingRules.Operator || areas.Count < 2)
        {
            return [matter];
        }

        var numbers = SupplyPoint.Of(matter.Facts);
        return [.. areas.Take(MostReceivers).Select(area => matter.Knowing([new(Needs.Number, string.Join(", ", numbers.Where(number => number.StartsWith(area, StringComparison.Ordinal)))), new(Needs.Area, area)]) with { Formers = matter.Formers })];
    }

    /// <param name="parted">Another receiver gets a part of the same matter: the person's words go without its numbers.</param>
    private OpenTicket TicketOf(Matter matter, DialogueState state, bool parted)
    {
        var (owner, area, facts) = (OwnerOf(matter), AreaOf(matter), ForReceiver(matter, "ja"));
        var said = parted ? [.. matter.Said.Select(one => SupplyPoint.WithoutOthers(one, SupplyPoint.Of(facts), wording.In("ja").Get("handover.otherPoint")))] : matter.Said;
        said = [.. said.Select(matter.Righted)];
        var theirs = owner == RoutingRules.HelpDesk ? said : [.. said.Select(text => WithoutOtherMatters(text, matter, owner)).Where(text => text.Any(char.IsLetter)).DefaultIfEmpty(said[0])];
        var told = Telling(theirs, matter.Shown);
        var subject = owner == RoutingRules.HelpDesk ? Subject(matter, told) : FormalSubject(matter, told);
        var letter = owner == RoutingRules.HelpDesk ? null : Letter(matter, subject, told, theirs, facts, owner, area);
        return new OpenTicket(
            subject, string.Join('\n', WithoutTalk(said)), matter.InquiryType, owner, area, state.Language ?? "ja", facts, matter.Shown,
            Tried(matter), matter.Symptom, letter, letter is null ? null : facts.GetValueOrDefault(Needs.OtherRetailer) is { } named ? $"{named}({OwnerName(DialogueState.New, owner, area)})" : OwnerName(DialogueState.New, owner, area), matter.Urgent);
    }

    /// <summary>What was shown and whether it helped, what was checked: in Japanese, for the desk is Japanese.</summary>
    private List<string> Tried(Matter matter)
    {
        var ja = wording.In("ja");
        var tried = matter.Shown.Select(desk.KnowledgeBase.Find).OfType<Article>().Select(article => ja.Get(matter.Failed.Contains(article.Id) ? "tried.unsolved" : "tried.shown", Article.Heading(article.Id, article.Title))).ToList();
        tried.AddRange(matter.Checks.Select(check => checks.Of(check.Article) is { } list && check.Index < list.ItemsIn("ja").Count
            ? ja.Get("tried.checked", Cuts.To(list.ItemsIn("ja")[check.Index].ReplaceLineEndings(" "), LongestSubject), ja.Get("checks.result." + check.Result)) + (check.Remark is { } remark ? $" ({remark})" : "")
            : "").Where(line => line.Length > 0));
        tried.AddRange(NotGiven(matter));
        return tried;
    }

    /// <summary>
    /// What the receiver needs, in polite Japanese whatever the speaker's language: the receiver is a Japanese desk. The person's own words stand in
    /// quotation marks, and what is asked for is what such inquiries ask for.
    /// </summary>
    /// <param name="told">What the person wrote of it, without what only talks with the bot.</param>
    /// <param name="said">All that they wrote of it. What of that says what nothing else in the letter does is quoted.</param>
    private string Letter(Matter matter, string subject, IReadOnlyList<string> told, IReadOnlyList<string> said, IReadOnlyDictionary<string, string> facts, string owner, string? area)
    {
        var (ja, type) = (wording.In("ja"), TypeOf(matter));
        var named = type is null ? null : NameOf(matter, type, told);
        var quoted = ForQuoting(ForStrangers(said, matter.Shown), matter, named is not null && subject != InShort(matter, told));
        var (words, wished) = (Quotes(quoted) + Meant(quoted, area), Wished(matter, said));
        // Of whoever writes the letter nothing needs to be said; of the matter the receiver hears what is not known.
        var asked = type?.Needs.Where(need => !facts.ContainsKey(need.Id) && need.Id is not (Needs.Screenshot or Needs.Details or Needs.OtherRetailer) && !Needs.OfThePerson.Contains(need.Id))
            .Select(need => need.Id == Needs.Number && matter.NoNumber is { } wrong ? ja.Get("handover.noNumber", need.Name, wrong) : ja.Get("handover.unknown", need.Name)) ?? [];
        return ja.Get(
            "handover.message", facts.GetValueOrDefault(Needs.OtherRetailer) ?? Nameless(owner, area), facts.GetValueOrDefault(Needs.Company) ?? ja.Get("handover.company"),
            loaded.Urgency.In(matter.Text) is null ? subject : ja.Get("handover.urgent", subject),
            ja.Get(quoted.Count == 0 ? "handover.noWords" : quoted.Any(IsForeign) ? "handover.wordsForeign" : "handover.words", named is null ? ja.Get("handover.quote", subject) : subject, words),
            string.Join('\n', [FactLines(facts.Where(fact => fact.Key != Needs.OtherRetailer).ToDictionary(StringComparer.Ordinal), "ja", type), .. asked]), (RequestOf(type, owner, told) ?? ja.Get("handover.request")) + (wished.Count == 0 ? "" : "\n" + ja.Get(wished.Exists(IsForeign) ? "handover.wishedForeign" : "handover.wished", Quotes(wished))),
            // People say «yesterday»; who reads the letter knows of which day.
            BusinessCalendar.DateOf(time.GetUtcNow()).ToString(ja.Get("handover.date"), CultureInfo.InvariantCulture));
    }

    /// <summary>An owner by what they are; where there are many of the kind (retailers), with the place where their name is to be filled in.</summary>
    private string Nameless(string owner, string? area) => routing.InquiryTypes.Any(type => type.OwnerId == owner && type.Needs.Any(need => need.Id == Needs.OtherRetailer))
        ? wording.In("ja").Get("handover.nameless", OwnerName(DialogueState.New, owner, area)) : OwnerName(DialogueState.New, owner, area);

    /// <summary>What a quotation calls by a name that may be another's («中電»), as it is meant; empty where nothing is in question.</summary>
    private string Meant(IEnumerable<string> quoted, string? area) =>
        area is not null && areas.ByCode(area) is { } known && quoted.Select(facts.AreaIn).FirstOrDefault(finding => finding is { Outcome: AreaOutcome.Ambiguous, Evidence.Length: > 0, Place: null }) is { Evidence: { } name } unclear && unclear.Candidates.Contains(area)
            ? "\n" + wording.In("ja").Get("handover.meant", name, known.Operator) : "";

    private string Quotes(IEnumerable<string> words) => string.Join('\n', words.Select(one => wording.In("ja").Get("handover.quote", one)));

    /// <summary>What such inquiries ask for; null where the letter's own words must do: who asks how it stands does not ask how it is done.</summary>
    private string? RequestOf(InquiryType? type, string owner, IReadOnlyList<string> told)
    {
        if (type is { Request: { } request } && type.OwnerId == owner)
        {
            return request.Replace(type.Name, Narrowed(type, told), StringComparison.Ordinal);
        }

        var asksHowItStands = told.SelectMany(Sentences).Select(sentence => loaded.Acts.Read(sentence, new Circumstance(Waiting.Nothing, true, TicketStanding.Open))).Any(reading => reading.Likeliest == DialogueAct.Status && reading.Is(DialogueAct.Status));
        return asksHowItStands ? null : routing.Owner(owner)?.Request;
    }

    /// <summary>Mostly neither kana nor kanji («… of two reconnections (再点)»): the receiver is told that the words are in another language.</summary>
    private static bool IsForeign(string text) => text.Count(Kana.IsJapanese) is var own && own < text.Count(char.IsAsciiLetter) * LeastJapanese;

    /// <summary>Of a kind that has several things in its name («新設・増設») those that the person speaks of; all of them where that is not told.</summary>
    private static string Narrowed(InquiryType type, IReadOnlyList<string> told)
    {
        var folded = TextFolding.Fold(string.Join('\n', told));
        var named = type.Alternatives.Where((one, i) => folded.Contains(TextFolding.Fold(one), StringComparison.Ordinal) || (i < type.AlternativesEn.Count && folded.Contains(TextFolding.Fold(type.AlternativesEn[i]), StringComparison.Ordinal))).ToList();
        return named.Count > 0 && named.Count < type.Alternatives.Count ? string.Join('・', named) : type.Name;
    }

    /// <summary>What the inquiry is called; null where the kind's name would say what the person did not.</summary>
    private string? NameOf(Matter matter, InquiryType type, IReadOnlyList<string> told)
    {
        var said = type.Asserts.Count > 0 ? desk.Finder.Read(matter.Text) : null;
        return routing.NameOf(type, matter.Text, word => Says(said!, word)) is not { } name ? null : name == type.Name ? Narrowed(type, told) : name;
    }

    private bool Says(TextFeatures said, string word)
    {
        var words = desk.Finder.Read(word);
        return words.ContentWords.Any(one => said.ContentWords.Contains(one) || desk.Finder.SynonymsOf(one).Any(said.ContentWords.Contains)) || words[Field.English].Keys.Any(said[Field.English].ContainsKey);
    }

    private InquiryType? TypeOf(Matter matter) => matter.InquiryType is { } id ? routing.InquiryType(id) : null;

    /// <summary>What is known, with the area that the numbers say and the day that «yesterday» was.</summary>
    /// <param name="language">«ja» or «en»: of whoever reads it; words of another language leave the day alone.</param>
    private IReadOnlyDictionary<string, string> ForReceiver(Matter matter, string language)
    {
        var known = AreaOf(matter) is { } area && matter.Facts.GetValueOrDefault(Needs.Area) != area ? matter.Knowing([new(Needs.Area, area)]).Facts : matter.Facts;
        if (!known.TryGetValue(Needs.Date, out var said) || Named(said, language) is not { } named)
        {
            return known;
        }

        return new Dictionary<string, string>(known, StringComparer.Ordinal) { [Needs.Date] = IsForeign(said) == (language == "en") ? wording.In(language).Get("handover.day", said, named) : named };
    }

    /// <summary>The day, the week or the one of two days that words such as «yesterday», «先週», "last Thursday" mean; null where they say it themselves.</summary>
    private string? Named(string said, string language)
    {
        var part = DateReader.In(said);
        if ((RelativeDate.Of(said, Today) ?? (part is null ? null : RelativeDate.Of(part, Today))) is { } day)
        {
            return Dated(day, language);
        }

        return (RelativeDate.Between(said, Today) ?? (part is null ? null : RelativeDate.Between(part, Today))) is not var (first, last, either)
            // «24 November»: to who reads Japanese it is told in Japanese.
            ? language == "ja" && part is not null && IsForeign(said) && DayReader.In(part, Today) is { } written ? Dated(written, language) : null
            : first == last ? Dated(first, language)
            : wording.In(language).Get(either ? "handover.either" : "handover.range", Dated(first, language), Dated(last, language));
    }

    private string Dated(DateOnly day, string language) => day.ToString(wording.In(language).Get("handover.date"), CultureInfo.InvariantCulture);

    /// <param name="type">Of the inquiry; what it changes is told as what is and what is wished for.</param>
    private string FactLines(IReadOnlyDictionary<string, string> known, string language, InquiryType? type = null) =>
        string.Join('\n', routing.Needs.Where(need => known.ContainsKey(need.Id) && !IsTheArea(need, known)).Select(need =>
            $"- {need.NameIn(language)}: {(need.Id == Needs.Area && areas.ByCode(known[need.Id]) is { } area ? area.NameIn(language) : need.Id == type?.Changes ? AsChange(known[need.Id]) : known[need.Id])}"));

    /// <summary>«沖縄» of the area 沖縄 says nothing more.</summary>
    private bool IsTheArea(Need need, IReadOnlyDictionary<string, string> known) =>
        need.Id == Needs.Place && known.TryGetValue(Needs.Area, out var code) && areas.ByCode(code) is { } area && known[Needs.Place] is var place && (place == area.NameIn("ja") || place == area.NameIn("en"));

    private static string AsChange(string values) => values.Replace(", ", " → ", StringComparison.Ordinal);

    /// <summary>Without sentences that only say who speaks; the text itself where nothing would be left.</summary>
    private string WithoutIntroduction(string text) =>
        string.Concat(Sentences(text).Where(sentence => !facts.IsIntroduction(sentence))) is var rest && rest.Any(char.IsLetter) ? rest : text;

    /// <summary>The sentences of a text with what ends each. A sentence that is quoted («…しません。」が出ます) is a part of the one around it.</summary>
    private static IEnumerable<string> Sentences(string text)
    {
        var from = 0;
        while (from < text.Length)
        {
            var end = text.IndexOfAny(SentenceEnds, from);
            // A full stop within a word (an address, a version) ends nothing.
            while (end >= 0 && ((text[end] == '.' && end + 1 < text.Length && !char.IsWhiteSpace(text[end + 1])) || IsQuoted(text, from, end)))
            {
                end = text.IndexOfAny(SentenceEnds, end + 1);
            }

            var to = end < 0 ? text.Length : end + 1;
            yield return text[from..to];
            from = to;
        }
    }

    /// <summary>A quotation is open there since the sentence began, and is closed later in the same line.</summary>
    private static bool IsQuoted(string text, int from, int at)
    {
        var before = text.AsSpan(from, at - from);
        var open = before.LastIndexOfAny('「', '『');
        return open >= 0 && (before[open] == '「' ? '」' : '』') is var close && before[open..].IndexOf(close) < 0 && text.AsSpan(at) is var rest
            && rest.IndexOf(close) is > 0 and var end && rest[..end].IndexOf('\n') < 0;
    }

    /// <summary>What is the asker's own to do still gets a person who looks at it: the help desk.</summary>
    private static string OwnerOf(Matter matter) => matter.Owner == Self ? RoutingRules.HelpDesk : matter.Owner;

    /// <summary>The area that the numbers say, else the one that was named; null where there are several or none.</summary>
    private static string? AreaOf(Matter matter) =>
        SupplyPoint.AreasOf(matter.Facts) is { Count: > 0 } said ? (said.Count == 1 ? said[0] : null) : matter.Facts.GetValueOrDefault(Needs.Area);

    /// <summary>Who settles it; the operators of all areas that the numbers say.</summary>
    private string Receivers(DialogueState state, Matter matter) => SupplyPoint.AreasOf(matter.Facts) is { Count: > 1 } several && OwnerOf(matter) == RoutingRules.Operator
        ? string.Join(Text(state, "areas.joint"), several.Select(area => OwnerName(state, RoutingRules.Operator, area)))
        : OwnerName(state, OwnerOf(matter), AreaOf(matter));

    private string OwnerName(DialogueState state, string owner, string? area)
    {
        var language = state.Language ?? "ja";
        return owner == RoutingRules.Operator && area is not null && areas.ByCode(area) is { } known
            ? wording.In(language).Get("operatorDesk", known.OperatorIn(language))
            : routing.Owner(owner)?.NameIn(language) ?? owner;
    }

    private string WayTo(DialogueState state, string owner, string? area) =>
        contacts.Of(owner, area) is { } contact ? Text(state, "contact", contact) : routing.Owner(owner)?.AdviceIn(state.Language ?? "ja") ?? "";
}
