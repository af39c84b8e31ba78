using HelpDesk.Ticketing.Blocks;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Sources;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Files;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace HelpDesk.Desk.Composer;

/// <summary>What an agent writes on an inquiry. Every stroke is kept on the server after half a second's rest, and in the window until it is.</summary>
public sealed partial class InquiryComposer : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private static readonly IReadOnlyList<(string Kind, string Key)> Kinds = [(DraftKind.Reply, "r"), (DraftKind.Note, "n"), (DraftKind.ThirdParty, "t")];

    private readonly CancellationTokenSource gone = new();
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> first = DraftKind.All.ToDictionary(one => one, _ => "", StringComparer.Ordinal);
    private readonly Dictionary<string, int> strokes = new(StringComparer.Ordinal);
    private IReadOnlyList<TicketMessage> meanwhile = [];
    private IReadOnlyList<FileRow> files = [];
    private IReadOnlyList<FileRow> enclosed = [];
    private ThirdPartyForm? third;
    private LetterPlan? plan;
    private int putBack;
    private string kind = DraftKind.Reply;
    private AfterReply then;
    private long seen;
    private string? problem;
    private string? done;

    [CascadingParameter]
    private TextCatalog Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public TicketView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public DeskPerson Person { get; set; } = null!;

    [Parameter, EditorRequired]
    public Viewer Viewer { get; set; } = null!;

    [Parameter, EditorRequired]
    public DeskWords Words { get; set; } = null!;

    /// <summary>Something was sent: the page looks again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>It was opened from a list, in which others follow.</summary>
    [Parameter]
    public bool HasNext { get; set; }

    /// <summary>What is chosen to follow the reply, as the page opens.</summary>
    [Parameter]
    public AfterReply Was { get; set; }

    /// <summary>To the next of the list, now that something was sent.</summary>
    [Parameter]
    public EventCallback Next { get; set; }

    /// <summary>Of which kind something was typed, and whether words stand there. No callback of the framework's: the page is not to be rendered at every stroke.</summary>
    [Parameter]
    public Action<string, bool>? Typed { get; set; }

    [Inject]
    private DeskDrafts Drafts { get; set; } = null!;

    [Inject]
    private DeskFiles Files { get; set; } = null!;

    [Inject]
    private DeskSends Sends { get; set; } = null!;

    [Inject]
    private TicketDesk Desk { get; set; } = null!;

    [Inject]
    private DeskOptions Options { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private string Number => View.Ticket.Number;

    /// <summary>The reply goes together with a letter that hands the matter over.</summary>
    private bool IsHandingOver => kind == DraftKind.Reply && then == AfterReply.HandOver && !View.Ticket.State.IsSettled();

    /// <summary>Where the requester reads takes no files everywhere.</summary>
    private bool MayAttach => kind != DraftKind.Reply || Options.CarriesFiles(View.Ticket);

    protected override async Task OnInitializedAsync()
    {
        (seen, then) = (View.Ticket.Version, Was);
        foreach (var (one, draft) in await Drafts.OfAsync(Number, Person.Id, gone.Token))
        {
            // Begun on an older version: what came since is shown before it is said.
            first[one] = texts[one] = draft.Text;
            plan ??= draft.Plan;
            seen = Math.Min(seen, draft.Seen == 0 ? seen : draft.Seen);
        }

        await FilesAsync();
    }

    /// <summary>A reply that came back stands in its field again, before what was begun there since; the letter that went with it, in its own.</summary>
    /// <param name="was">What was to follow it.</param>
    public async Task PutBackAsync(string text, AfterReply was)
    {
        text = DeskSends.Joined(text, texts.GetValueOrDefault(DraftKind.Reply));
        (kind, texts[DraftKind.Reply], done) = (DraftKind.Reply, text, null);
        var letter = was == AfterReply.HandOver ? (await Drafts.OfAsync(Number, Person.Id, gone.Token)).GetValueOrDefault(DraftKind.ThirdParty) : null;
        if (letter is not null)
        {
            (then, plan, putBack) = (was, letter.Plan, putBack + 1);
            texts[DraftKind.ThirdParty] = DeskSends.Joined(letter.Text, texts.GetValueOrDefault(DraftKind.ThirdParty));
        }

        await FilesAsync();
        StateHasChanged();
        if (letter is not null)
        {
            await Browser.InvokeVoidAsync("desk.set", gone.Token, FieldId(DraftKind.ThirdParty), texts[DraftKind.ThirdParty]);
        }

        await Browser.InvokeVoidAsync("desk.set", gone.Token, FieldId(DraftKind.Reply), text);
    }

    /// <summary>The article's own words and address at the cursor of the open field, in the requester's language; nothing is replaced.</summary>
    public async Task InsertAsync(Article article, string language)
    {
        ArgumentNullException.ThrowIfNull(article);
        if (kind == DraftKind.ThirdParty)
        {
            await TurnAsync(DraftKind.Reply);
            StateHasChanged();
        }

        await Browser.InvokeVoidAsync("desk.insert", gone.Token, FieldId(kind), TextOf(article, language));
    }

    /// <summary>The article as the reply itself, sent like any other. Where a reply was begun it comes in there, and nothing is sent.</summary>
    public async Task AnswerWithAsync(Article article, string language)
    {
        ArgumentNullException.ThrowIfNull(article);
        await TurnAsync(DraftKind.Reply);
        StateHasChanged();
        if (!string.IsNullOrWhiteSpace(texts.GetValueOrDefault(DraftKind.Reply)) || files.Count > 0)
        {
            await InsertAsync(article, language);
            return;
        }

        var text = texts[DraftKind.Reply] = TextOf(article, language);
        (seen, meanwhile) = (View.Ticket.Version, []);
        if (!await SendAsync(isNext: false))
        {
            await Browser.InvokeVoidAsync("desk.set", gone.Token, FieldId(DraftKind.Reply), text);
        }
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private string TextOf(Article article, string language) => $"{article.HeadingIn(language)}\n{article.BodyIn(language).PlainText}\n{Options.ArticleAddress(article.Id, language)}\n";

    private async Task FilesAsync()
    {
        var of = kind;
        var found = MayAttach ? await Files.OfDraftAsync(Number, of, Person.Id, gone.Token) : [];
        enclosed = IsHandingOver ? await Files.OfDraftAsync(Number, DraftKind.ThirdParty, Person.Id, gone.Token) : [];

        // Who turned to another kind meanwhile sees that one's.
        if (of == kind)
        {
            files = found;
        }
    }

    private async Task TurnAsync(string to)
    {
        (kind, files) = (to, []);
        await FilesAsync();
    }

    private bool HasWords(string one) => !string.IsNullOrWhiteSpace(texts.GetValueOrDefault(one));

    private bool IsOpen(string one) => one == kind || (one == DraftKind.ThirdParty && IsHandingOver);

    /// <summary>Whom, how and until when is as much of a draft as its words.</summary>
    private async Task ChosenAsync(LetterPlan chosen)
    {
        plan = chosen;
        await KeepAsync(DraftKind.ThirdParty);
    }

    /// <summary>Whoever leaves the page meanwhile has it kept all the same.</summary>
    private Task KeepAsync(string one) => Drafts.KeepAsync(Number, one, Person.Id, texts.GetValueOrDefault(one, ""), seen, one == DraftKind.ThirdParty ? plan : null, CancellationToken.None);

    private static string FieldId(string one) => $"field-{one}";

    private string DraftKey(string one) => $"{Number}|{one}";

    private async Task TypedAsync(string one, string? text)
    {
        if (one == DraftKind.Reply && texts.GetValueOrDefault(one) is null or "")
        {
            // What stood on the page at the first stroke was seen; what comes from now on was not.
            seen = View.Ticket.Version;
        }

        // What a draft puts back is no stroke.
        if (texts.GetValueOrDefault(one, "") != (text ?? ""))
        {
            Typed?.Invoke(one, !string.IsNullOrWhiteSpace(text));
        }

        texts[one] = text ?? "";
        (problem, done) = (null, null);
        var stroke = strokes[one] = strokes.GetValueOrDefault(one) + 1;
        try
        {
            await Task.Delay(Rest, gone.Token);
            if (strokes[one] == stroke)
            {
                await KeepAsync(one);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left: the window holds the last strokes, and the server what it had.
        }
    }

    private async Task<bool> SendAsync(bool isNext)
    {
        (problem, done) = (null, null);
        var text = texts.GetValueOrDefault(kind) ?? "";
        var sent = kind switch
        {
            DraftKind.Reply => await ReplyAsync(text),
            DraftKind.Note => await NoteAsync(text),
            _ => await ThirdPartyAsync(text),
        };
        if (sent)
        {
            meanwhile = [];
            Typed?.Invoke(kind, false);
            foreach (var one in DraftKind.All.Where(IsOpen).ToList())
            {
                strokes[one] = strokes.GetValueOrDefault(one) + 1;
                texts[one] = "";
                await Browser.InvokeVoidAsync("desk.clear", gone.Token, FieldId(one));
            }

            // What was chosen was for that letter.
            plan = IsOpen(DraftKind.ThirdParty) ? null : plan;
            then = IsHandingOver ? AfterReply.Nothing : then;
            await FilesAsync();
        }

        await (sent && isNext ? Next : Changed).InvokeAsync();
        return sent;
    }

    private async Task<bool> ReplyAsync(string text)
    {
        long? since = meanwhile.Count > 0 ? null : seen;
        var letter = IsHandingOver ? new PlannedLetter(third!.Current, texts.GetValueOrDefault(DraftKind.ThirdParty, "")) : null;
        if (letter is { Plan.IsByRequester: true } && enclosed.Count > 0 && !Options.CarriesFiles(View.Ticket))
        {
            problem = Texts.Get("files.notByRequester");
            return false;
        }

        switch (letter is null ? await Sends.SendAsync(Number, Person, Viewer, text, then, since, gone.Token) : await Sends.SendAsync(Number, Person, Viewer, text, letter, since, gone.Token))
        {
            case WillBeSaid:
                seen = View.Ticket.Version;
                return true;
            case WillBeChecked held:
                seen = View.Ticket.Version;
                done = Texts.Get("composer.toCheck", string.Join(Texts.Get("people.comma"), held.Why.Select(Words.Why)));
                return true;
            case CameMeanwhile came:
                meanwhile = [.. came.Now.Ticket.Messages.Where(message => message.Author != Person.Name).TakeLast(3)];
                seen = came.Now.Ticket.Version;
                return false;
            case var refused:
                problem = Words.Refusal(refused);
                return false;
        }
    }

    private async Task<bool> NoteAsync(string text) => Told(
        await Files.AttachAsync(Number, DraftKind.Note, Person.Id, attached => Desk.ActAsync(Number, Viewer, null, (ticket, by, at) => ticket.AddNote(text, by, at, attached), gone.Token), gone.Token),
        "composer.noted") && await EndAsync();

    private async Task<bool> ThirdPartyAsync(string text)
    {
        if (TextBlock.Open(text) is { } place)
        {
            problem = Texts.Get("composer.unfilled", place);
            return false;
        }

        var letter = new PlannedLetter(third!.Current, text);
        if (letter.Plan.IsByRequester && files.Count > 0 && !Options.CarriesFiles(View.Ticket))
        {
            problem = Texts.Get("files.notByRequester");
            return false;
        }

        return Told(
            await Files.AttachAsync(
                Number, DraftKind.ThirdParty, Person.Id, attached => Desk.ActAsync(Number, Viewer, null, (ticket, by, at) => ticket.Write(letter, Options.Rules().Calendar, by, at, attached), gone.Token), gone.Token),
            "third.done." + letter.Plan.Act.ToString().ToLowerInvariant()) && await EndAsync();
    }

    private bool Told(TicketOutcome outcome, string told)
    {
        if (outcome is TicketDone { Ticket: var now })
        {
            third?.Done(now);
        }

        if (Words.Refusal(outcome) is { } refusal)
        {
            problem = refusal;
            return false;
        }

        done = Texts.Get(told);
        return true;
    }

    private async Task<bool> EndAsync()
    {
        await Drafts.KeepAsync(Number, kind, Person.Id, "", seen, gone.Token);
        return true;
    }
}
