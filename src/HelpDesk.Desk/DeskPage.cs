using System.Diagnostics;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Presence;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;

namespace HelpDesk.Desk;

/// <summary>
/// A page of somebody who may see inquiries; it looks again at once when inquiries have changed, at most every quarter of a second. Who may
/// not see any gets <see cref="Viewer"/> null, and the page shows nothing.
/// </summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    /// <summary>From one look to the next, however much is said meanwhile; the first of it is looked at at once.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(250);

    /// <summary>One act is told of several times: they are one look.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource gone = new();
    private int looking;
    private long lookedAt;
    private int showing;
    private bool isLeft;

    [CascadingParameter]
    protected TextCatalog Texts { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    protected DeskOptions Options { get; set; } = null!;

    [Inject]
    protected TicketDesk Desk { get; set; } = null!;

    [Inject]
    private ConversationSignals Signals { get; set; } = null!;

    [Inject]
    protected Presences Presences { get; set; } = null!;

    [Inject]
    private ILogger<DeskPage> Log { get; set; } = null!;

    protected DeskPerson? Person { get; private set; }

    protected Viewer? Viewer { get; private set; }

    protected DeskWords Words { get; private set; } = null!;

    protected CancellationToken Gone => gone.Token;

    protected bool IsLeft => isLeft;

    protected override async Task OnInitializedAsync()
    {
        Person = DeskClaims.Read((await Authentication).User);
        Viewer = Person is null ? null : Viewer.Of(Person);
        Words = new DeskWords(Texts, Options);
        if (Viewer is not null && RendererInfo.IsInteractive)
        {
            Signals.Said += OnSaid;
            Presences.Changed += OnPresent;
        }
    }

    /// <summary>Whether the page shows who is at a spot; it shows itself again then, and reads nothing for it.</summary>
    protected virtual bool IsAbout(Spot spot) => false;

    /// <summary>Reads again what the page shows; what is being typed is no part of it.</summary>
    protected abstract Task LookAsync();

    /// <summary>The same where a signal is why it looks: what was signalled must be seen, and what others read since then will do.</summary>
    protected virtual Task LookAgainAsync() => LookAsync();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        isLeft = true;
        Signals.Said -= OnSaid;
        Presences.Changed -= OnPresent;
        gone.Cancel();
        gone.Dispose();
    }

    /// <summary>Whether what was said may change what the page shows: inquiries have changed, or much has. What the bot says to anybody concerns no list.</summary>
    protected virtual bool IsConcerned(string channel, string conversation) => channel is ConversationSignals.TicketChanges or "";

    private void OnSaid(string channel, string conversation)
    {
        if (IsConcerned(channel, conversation) && Interlocked.Exchange(ref looking, 1) == 0)
        {
            _ = InvokeAsync(LookCalmlyAsync);
        }
    }

    private void OnPresent(string of, string id) => _ = InvokeAsync(() => ShowAsync(new Spot(of, id)));

    /// <summary>Of many who come, go and type at once one showing.</summary>
    private async Task ShowAsync(Spot spot)
    {
        if (isLeft || !IsAbout(spot) || Interlocked.Exchange(ref showing, 1) == 1)
        {
            return;
        }

        try
        {
            await Task.Delay(Brief, gone.Token);
            Interlocked.Exchange(ref showing, 0);
            StateHasChanged();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }

    private async Task LookCalmlyAsync()
    {
        try
        {
            var rest = Calm - Stopwatch.GetElapsedTime(lookedAt);
            await Task.Delay(rest > Together ? rest : Together, gone.Token);
            Interlocked.Exchange(ref looking, 0);
            lookedAt = Stopwatch.GetTimestamp();
            await LookAgainAsync();
            lookedAt = Stopwatch.GetTimestamp();
            StateHasChanged();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
        catch (Exception e) when (e is System.Data.Common.DbException or DatabaseException)
        {
            // What is shown stays, and what is being typed with it; the next change is looked at again.
            Log.LogWarning(e, "An open page of the desk could not look again");
        }
    }
}
