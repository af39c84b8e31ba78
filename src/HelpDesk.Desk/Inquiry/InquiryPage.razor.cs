using HelpDesk.Desk.Composer;
using HelpDesk.Knowledge.Articles;
using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Presence;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Components;

namespace HelpDesk.Desk.Inquiry;

/// <summary>One inquiry: what was said and done, what is known, and what can be done now.</summary>
public sealed partial class InquiryPage
{
    private TicketView? inquiry;
    private bool looked;
    private bool revealed;
    private bool mayRelease;
    private string? refusal;
    private string? editing;
    private string factText = "";
    private string newTag = "";
    private IReadOnlyList<BotTurn> said = [];
    private IReadOnlyList<DeskSendRow> waitingSends = [];
    private IReadOnlyList<TicketView> earlier = [];
    private IReadOnlyList<TicketView> ofCompany = [];
    private IReadOnlyList<Article> fitting = [];
    private IReadOnlyList<TicketView> merged = [];
    private string? goesOn;
    private string? told;
    private InquiryComposer? composer;

    [Parameter]
    public string Number { get; set; } = "";

    [SupplyParameterFromQuery(Name = "view")]
    private string? From { get; set; }

    /// <summary>The inquiry in which they sent something and went on from here.</summary>
    [SupplyParameterFromQuery]
    private string? Sent { get; set; }

    /// <summary>What was to follow a reply that was taken back elsewhere.</summary>
    [SupplyParameterFromQuery(Name = "then")]
    private string? Was { get; set; }

    /// <summary>The number that led here.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? LedFrom { get; set; }

    [Inject]
    private NavigationManager Addresses { get; set; } = null!;

    [Inject]
    private InquiryReader Reader { get; set; } = null!;

    [Inject]
    private ListNeighbours Neighbours { get; set; } = null!;

    /// <summary>It was opened from a list.</summary>
    private bool HasList => From is { Length: > 0 };

    private string Back => From is { Length: > 0 } view ? "/desk?view=" + Uri.EscapeDataString(view) : "/desk";

    /// <summary>Ids of the articles that the bot has shown, as they came.</summary>
    private string Shown => string.Join(Texts.Get("people.comma"), said.Select(turn => turn.Article).OfType<string>().Distinct(StringComparer.Ordinal));

    private string? Led => LedFrom is { } number && merged.Any(one => one.Ticket.Number == number) ? number : null;

    private bool MayJoin => inquiry is { } view && Person!.May(DeskRight.WorkForOthers, view.Ticket.Team);

    private bool MayWork => inquiry is { } view && Person!.May(DeskRight.Work, view.Ticket.Team);

    /// <summary>A screenshot is full of personal data.</summary>
    private bool MayOpenFiles => inquiry is { } view && Person!.May(DeskRight.SeeNumbers, view.Ticket.Team);

    /// <summary>Whether personal data is shown now: the right for it, and the wish, which the audit keeps.</summary>
    private bool MayRead => revealed;

    protected override async Task OnParametersSetAsync()
    {
        if (inquiry?.Ticket.Number != Number)
        {
            Leave();
            (inquiry, revealed, refusal, editing, goesOn, told) = (null, false, null, null, null, null);
            await LookAsync();
            looked = true;
            if (isHere && inquiry is not null)
            {
                Stand(Spot.Inquiry(Number));
            }
        }
    }

    /// <inheritdoc/>
    protected override bool IsConcerned(string channel, string conversation) =>
        base.IsConcerned(channel, conversation) || (inquiry is { } view && view.Ticket.Channel == channel && view.Ticket.Conversation == conversation);

    protected override async Task LookAsync()
    {
        if (Viewer is not { } viewer)
        {
            return;
        }

        var isFirst = inquiry is null;
        var found = await Desk.FindAsync(Number, viewer, Gone);
        if (found is { Ticket.Number: var led } && led != Number)
        {
            if (isFirst)
            {
                Addresses.NavigateTo($"/desk/inquiries/{led}?from={Number}", replace: true);
            }
            else
            {
                // Somebody merged it while it stood here: what is being written stays where it is until its author goes on.
                goesOn = led;
            }

            return;
        }

        (inquiry, goesOn) = (found, null);
        if (found is not { } view)
        {
            return;
        }

        merged = await Desk.MergedIntoAsync(Number, viewer, Gone);
        waitingSends = await Sends.WaitingAsync([Number, .. merged.Select(one => one.Ticket.Number)], Gone);
        mayRelease = waitingSends.Count > 0 && await Sends.MayReleaseAsync(Person!, view.Ticket.Team, Gone);
        if (isFirst)
        {
            fitting = InquiryReader.Fitting(view.Ticket, Options.Knowledge());
            earlier = await Reader.EarlierAsync(view.Ticket, viewer, Gone);
            ofCompany = await Reader.OfCompanyAsync(view.Ticket, viewer, Gone);
        }

        said = await Reader.SaidAsync(view.Ticket, Gone);
    }

    private async Task LookAndShowAsync()
    {
        await LookAsync();
        StateHasChanged();
    }

    /// <summary>A requester's identity in the channel says nothing to anybody.</summary>
    private string Who(string author) => author == inquiry!.Ticket.Requester ? Texts.Get("inquiry.requester") : author == Ticket.HelpDesk ? Texts.Get("inquiry.house") : author;

    private string Read(string text) => MayRead ? text : DeskWords.Masked(text);

    /// <summary>Messages and journal in order; lines that only say that something was said are left to the message.</summary>
    private static IEnumerable<(string Key, TicketMessage? Message, TicketEvent? Line)> Thread(Ticket ticket) =>
        ticket.Messages.Select(message => (At: message.At, Key: $"m{message.Id}", Message: (TicketMessage?)message, Line: (TicketEvent?)null))
            .Concat(ticket.Events.Where(line => line.What is not ("added" or "answered" or "noted" or "opened" or "attached")).Select(line => (At: line.At, Key: $"e{line.Id}", Message: (TicketMessage?)null, Line: (TicketEvent?)line)))
            .OrderBy(entry => entry.At).Select(entry => (entry.Key, entry.Message, entry.Line));

    private static long? FirstOf(Ticket ticket) => ticket.Messages.FirstOrDefault(message => message.Kind == TicketMessageKind.Incoming)?.Id;

    private async Task MergeAsync((string From, string Into) which)
    {
        await OnBothAsync(which.From, which.Into, (one, survivor, by, at) => one.MergeInto(survivor, by, at));
        if (refusal is null && which.From == Number)
        {
            Addresses.NavigateTo($"/desk/inquiries/{which.Into}?from={which.From}");
        }
    }

    private async Task PartAsync(Ticket part)
    {
        await OnBothAsync(part.Number, part.MergedInto!, (one, survivor, by, at) => one.PartFrom(survivor, by, at));
        told = refusal is null ? Texts.Get("matters.parted", part.Number) : null;
    }

    private async Task OnBothAsync(string number, string other, TicketPairVerb verb)
    {
        (told, refusal) = (null, Words.Refusal(await Desk.ActOnBothAsync(number, other, Person!, verb, Gone)));
        await LookAsync();
        if (inquiry is { } view)
        {
            earlier = await Reader.EarlierAsync(view.Ticket, Viewer!, Gone);
        }
    }

    private async Task SplitAsync(long message)
    {
        var outcome = await Desk.SplitAsync(Number, message, Person!, Gone);
        refusal = Words.Refusal(outcome);
        told = outcome is TicketDone { Ticket.Number: var opened } ? Texts.Get("matters.splitDone", opened) : null;
        await LookAsync();
    }

    private async Task RevealAsync()
    {
        await Audit.WriteAsync(Person!.Name, "read-personal-data", Number, null, Gone);
        revealed = true;
    }

    private async Task ActAsync(TicketVerb verb)
    {
        refusal = MayWork ? Words.Refusal(await Desk.ActAsync(Number, Viewer!, null, verb, Gone)) : Texts.Get("failure.gone");
        await LookAsync();
    }

    /// <summary>From whom the page shows, and from nobody who was quicker.</summary>
    private Task TakeAsync()
    {
        var seen = inquiry!.Ticket.Agent;
        return ActAsync((ticket, by, at) => ticket.TakeFrom(seen, by, at));
    }

    /// <summary>Who passes it on to a team that they do not see goes back to the list.</summary>
    private async Task PassAsync(TicketVerb verb)
    {
        await ActAsync(verb);
        if (inquiry is null && refusal is null)
        {
            Addresses.NavigateTo(Back);
        }
    }

    /// <summary>To what stands beside it in the list; at its end back to it.</summary>
    /// <param name="sent">Where something was just sent, to be taken back from there.</param>
    private async Task GoAsync(int by, string? sent)
    {
        var next = await Neighbours.FindAsync(From!, Number, by, Person!, Viewer!, Gone);
        var said = sent is null ? "" : "&sent=" + sent;
        Addresses.NavigateTo(next is null ? Back + said : $"/desk/inquiries/{next}?view={Uri.EscapeDataString(From!)}{said}");
    }

    private Task PrioritiseAsync(object? value) =>
        Enum.TryParse<TicketPriority>(value as string, out var priority) ? ActAsync((ticket, by, at) => ticket.Prioritise(priority, by, at)) : Task.CompletedTask;

    private async Task TagAsync()
    {
        var tag = newTag;
        await ActAsync((ticket, by, at) => ticket.Tags.Contains(Ticket.TagKey(tag)) ? ticket.Untag(tag, by, at) : ticket.Tag(tag, by, at));
        newTag = "";
    }

    private async Task SaveFactAsync()
    {
        if (editing is { } need)
        {
            var text = factText;
            await ActAsync((ticket, by, at) => ticket.CorrectFact(need, text, by, at));
            editing = refusal is null ? null : editing;
        }
    }

    private async Task TakeBackAsync(DeskSendRow row)
    {
        if (await Sends.TakeBackAsync(row.Id, Person!, Gone) is { } text)
        {
            refusal = null;
            await composer!.PutBackAsync(text, Enum.Parse<AfterReply>(row.Then));
        }
        else
        {
            refusal = Texts.Get("composer.tooLate");
        }

        await LookAsync();
    }

    private async Task RecallAsync(long id)
    {
        refusal = await Sends.RecallAsync(id, Person!, Viewer!, Gone) ? null : Texts.Get("composer.tooLate");
        await LookAsync();
    }

    private Task InsertAsync(Article article) => composer!.InsertAsync(article, inquiry!.Ticket.Language);
}
