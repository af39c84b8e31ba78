using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Evaluation;

/// <summary>One exchange: what the person wrote (or, with an agent's name before it, what the desk did) and what the bot said to it.</summary>
public sealed record Exchange(string Person, IReadOnlyList<Reply> Bot, Moment Left, AgentDoes? Before);

/// <summary>A conversation as it went.</summary>
/// <param name="AskedTwice">Need ids asked for though they had been given or declined.</param>
public sealed record PlayedConversation(
    Persona Persona, IReadOnlyList<Exchange> Exchanges, IReadOnlyList<PlayedTicket> Tickets, IReadOnlyList<string> AskedTwice, bool Solved, int LargestState);

/// <summary>
/// Plays personas against the bot, deterministically: they type, they never press. A person does first what their file says for
/// the moment, else what anybody would: answers what is asked from what they know, says that it is not solved until the right
/// article was shown, asks for a person, says yes to what will be sent.
/// </summary>
public sealed class PersonaPlayer(Bot bot, PersonaPhrases phrases)
{
    /// <summary>All are played at one moment, on a Friday at 14:00 in Japan: give it to the bot too.</summary>
    public static TimeProvider Clock { get; } = new OneMoment();

    public PlayedConversation Play(Persona persona)
    {
        ArgumentNullException.ThrowIfNull(persona);
        var play = new Behaviour(persona, phrases);
        var desk = new SimulatedDesk();
        var state = DialogueState.New;
        var (exchanges, solved, largest) = (new List<Exchange>(), false, 0);
        var next = new Reaction("any", persona.Opening, null);
        while (next is not null)
        {
            state = next.Agent is { } does ? desk.Work(does, state) : state;
            play.Say(next.Say);
            var person = persona.Known ? new Person("佐藤", Tickets: desk.Own) : new Person(Tickets: desk.Own, Anonymous: true);
            var turn = bot.Next(DialogueState.Read(state.Write()), new Incoming(next.Say.Text, Language: persona.Language), person);
            (state, var replies) = desk.Apply(turn);
            largest = Math.Max(largest, System.Text.Encoding.UTF8.GetByteCount(state.Write()));
            var moment = MomentOf(turn, replies);
            solved |= turn.Acts.OfType<NoteSolved>().Any(note => note.Solved);
            exchanges.Add(new Exchange(next.Say.Text, replies, moment, next.Agent));
            next = exchanges.Count < persona.End.Turns ? play.Next(moment, replies) : null;
        }

        return new PlayedConversation(persona, exchanges, desk.Tickets, play.AskedTwice, solved, largest);
    }

    private static Moment MomentOf(Turn turn, IReadOnlyList<Reply> replies)
    {
        if (turn.Acts.Any(act => act is OpenTicket))
        {
            return new Moment("ticket", turn.State.Step == Step.Another ? Moment.Another : null);
        }

        var fields = replies.Select(reply => reply.Card).OfType<FormCard>().SelectMany(form => form.Fields).Where(field => field.Value is null).Select(field => field.Id).ToList();
        return turn.State.Step switch
        {
            Step.Collecting => new Moment("ask", fields.FirstOrDefault()) { Together = turn.State.Inquiry is { Together: true } ? fields : [] },
            Step.Confirming => new Moment("confirm", null),
            Step.AdministratorFirst => new Moment("administrator", null),
            Step.Describing => new Moment("describe", null),
            Step.Choosing or Step.Clarifying => new Moment("which", null),
            Step.Solved => new Moment("answer", null),
            _ when turn.Acts.OfType<NoteSolved>().Any(note => note.Solved) => new Moment("solved", null),
            _ when turn.Acts.OfType<NoteQuestion>().Any(note => note.Outcome == "admit") => new Moment("admit", null),
            _ => new Moment("other", null),
        };
    }

    private sealed class OneMoment : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 27, 5, 0, 0, TimeSpan.Zero);
    }

    /// <summary>What the person has done so far, and what they do next.</summary>
    private sealed class Behaviour(Persona persona, PersonaPhrases phrases)
    {
        private readonly List<Reaction> left = [.. persona.Reactions];
        private readonly HashSet<string> settled = new(StringComparer.Ordinal);
        private readonly HashSet<string> shown = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> twice = [];
        private int opened;

        public IReadOnlyList<string> AskedTwice => twice;

        public void Say(Said said) => settled.UnionWith(said.Tells);

        public Reaction? Next(Moment moment, IReadOnlyList<Reply> replies)
        {
            shown.UnionWith(replies.Select(reply => reply.Card).OfType<AnswerCard>().Select(card => card.ArticleId));
            if (moment.Need is { } asked && settled.Contains(asked))
            {
                twice.Add(asked);
            }

            if (moment.Name == "ticket")
            {
                // They have what they came for; what they still do stands in their file.
                settled.Add("ticket");
                opened++;
            }

            // An agent works on a ticket: before there is one nothing of the kind can have happened.
            if (left.FindIndex(reaction => moment.Fits(reaction.At) && (reaction.Agent is null || opened > 0)) is >= 0 and var index)
            {
                var reaction = left[index];
                left.RemoveAt(index);
                return reaction;
            }

            return ByThemselves(moment) is { } text ? new Reaction(moment.Name, new Said(text, [.. Asked(moment)]), null) : null;
        }

        private static IEnumerable<string> Asked(Moment moment) =>
            moment is not { Name: "ask", Need: { } need } ? [] : moment.Together.Count > 0 ? moment.Together : [need];

        private string? ByThemselves(Moment moment)
        {
            string Say(string name) => phrases.Say(name, persona);
            return moment.Name switch
            {
                "ask" => Asked(moment).Select(need => persona.Knows.GetValueOrDefault(need) ?? (need == Needs.Details ? persona.Knows.GetValueOrDefault("matter") : null)).OfType<string>().ToList() is { Count: > 0 } known ? string.Join('\n', known) : Say("unknown"),
                "which" => persona.Knows.GetValueOrDefault("choice") ?? Say("unknown"),
                "administrator" => persona.Knows.GetValueOrDefault("administrator") ?? Say("no-administrator"),
                "describe" => persona.Knows.GetValueOrDefault("matter") ?? persona.Opening.Text,
                "confirm" => Say("confirm"),
                "ticket" when moment.Need == Moment.Another => persona.End.Tickets.Count > opened ? Say("confirm") : null,
                "answer" when persona.End.Tickets.Count == 0 => persona.End.Shown.All(shown.Contains) ? Say("solved") : Say("unsolved"),
                "answer" => Say("unsolved"),
                "admit" or "other" when persona.End.Tickets.Count > 0 && !settled.Contains("ticket") => Say("person"),
                _ => null,
            };
        }
    }
}
