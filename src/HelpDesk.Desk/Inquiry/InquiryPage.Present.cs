using HelpDesk.Storage.Desk;
using HelpDesk.Storage.Presence;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace HelpDesk.Desk.Inquiry;

/// <content>That its reader is here, and who else is. Said only of an inquiry that they may read, and while their window is really before them.</content>
public sealed partial class InquiryPage
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);

    /// <summary>A window that does not answer by then is not there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string page = Guid.CreateVersion7().ToString("N");
    private Spot? here;
    private bool isHere;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private Spot? Chat => inquiry is { Ticket: var ticket } ? Spot.Chat(ticket.Channel, ticket.Conversation) : null;

    /// <summary>Told only while a person speaks in the chat: what somebody types to the bot is nobody's to watch.</summary>
    private bool RequesterTypes => inquiry is { Ticket: var ticket } && ticket.ChatHolder(Time.GetUtcNow()) is not null
        && Presences.At(Chat!, Person!.Id).Any(one => one.IsTyping && one.Who == ticket.Requester);

    protected override bool IsAbout(Spot spot) => inquiry is { Ticket.Number: var number } && (spot == Spot.Inquiry(number) || spot == Chat);

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && RendererInfo.IsInteractive)
        {
            _ = StayAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        Leave();
        base.Dispose(disposing);
    }

    private async Task StayAsync()
    {
        try
        {
            while (!IsLeft)
            {
                isHere = await IsHereAsync();
                if (IsLeft)
                {
                    return;
                }

                Stand(isHere && inquiry is { Ticket.Number: var number } ? Spot.Inquiry(number) : null);
                await Task.Delay(SignOfLife, Time, Gone);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    /// <summary>Whether the window is before its reader; one that is hidden, or whose connection is cut, is not.</summary>
    private async Task<bool> IsHereAsync()
    {
        try
        {
            return await Browser.InvokeAsync<bool>("desk.isHere", Patience);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or TaskCanceledException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Stand(Spot? spot)
    {
        if (here != spot)
        {
            Leave();
        }

        here = spot;
        if (spot is not null)
        {
            Presences.Looks(spot, page, Person!.Id, Person.Name);
        }
    }

    private void Leave()
    {
        if (here is { } spot)
        {
            Presences.Leaves(spot, page);
            if (Chat is { } chat)
            {
                Presences.Leaves(chat, page);
            }
        }

        here = null;
    }

    /// <summary>A reply in a chat that they speak in is seen by the requester, too.</summary>
    private void Typed(string kind, bool hasWords)
    {
        if (here is not { } spot || inquiry is not { Ticket: var ticket })
        {
            return;
        }

        if (!hasWords)
        {
            Rest(spot);
            return;
        }

        Presences.Types(spot, page, Person!.Id, Person.Name);
        if (kind == DraftKind.Reply && ticket.ChatHolder(Time.GetUtcNow()) == Person.Name)
        {
            Presences.Types(Chat!, page, Person.Id, Person.Name);
        }
    }

    private void Rest(Spot spot)
    {
        Presences.Rests(spot, page);
        if (Chat is { } chat)
        {
            Presences.Leaves(chat, page);
        }
    }
}
