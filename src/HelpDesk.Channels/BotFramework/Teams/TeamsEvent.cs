using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Answers;

namespace HelpDesk.Channels.BotFramework.Teams;

/// <param name="Id">Teams' id of the person for this bot, «29:…».</param>
/// <param name="AadObjectId">The person's object id in Entra: the same for every bot and in the directory.</param>
public sealed record Person(string Id, string? Name, string? AadObjectId)
{
    /// <summary>Before the id of a bot, which is no person.</summary>
    internal const string BotPrefix = "28:";
}

/// <summary>What happened in Teams, as the help desk sees it.</summary>
public abstract record TeamsEvent(TeamsPlace Place, Person? Who, string? ActivityId);

/// <summary>Somebody spoke to the bot, or pressed a button that submits (<paramref name="Submitted"/>; then the text is mostly empty).</summary>
/// <param name="Text">Without the mention of the bot.</param>
/// <param name="Attachments">Without Teams' HTML copy of the text, and without what is quoted.</param>
/// <param name="Locale">BCP 47.</param>
public sealed record Said(TeamsPlace Place, Person? Who, string? ActivityId, string Text, JsonElement? Submitted, IReadOnlyList<Attachment> Attachments, string? Locale)
    : TeamsEvent(Place, Who, ActivityId);

/// <summary>Said among people, without a mention: not for the bot.</summary>
public sealed record Overheard(TeamsPlace Place, Person? Who, string? ActivityId) : TeamsEvent(Place, Who, ActivityId);

/// <param name="Restored">Deleted before, and taken back.</param>
public sealed record Edited(TeamsPlace Place, Person? Who, string? ActivityId, string Text, bool Restored) : TeamsEvent(Place, Who, ActivityId);

public sealed record Deleted(TeamsPlace Place, Person? Who, string? ActivityId) : TeamsEvent(Place, Who, ActivityId);

/// <param name="BotToo">The bot itself came in; it greets. Without, the people alone.</param>
public sealed record MembersAdded(TeamsPlace Place, Person? Who, string? ActivityId, IReadOnlyList<Person> People, bool BotToo) : TeamsEvent(Place, Who, ActivityId);

public sealed record MembersRemoved(TeamsPlace Place, Person? Who, string? ActivityId, IReadOnlyList<Person> People, bool BotToo) : TeamsEvent(Place, Who, ActivityId);

/// <param name="Upgrade">A newer version of the app took the place of an older: no greeting.</param>
public sealed record Installed(TeamsPlace Place, Person? Who, string? ActivityId, bool Upgrade) : TeamsEvent(Place, Who, ActivityId);

/// <summary>The app was taken away: what is still to be said here cannot be.</summary>
public sealed record Removed(TeamsPlace Place, Person? Who, string? ActivityId, bool Upgrade) : TeamsEvent(Place, Who, ActivityId);

/// <summary>Action.Execute on a card; answered by <see cref="CardAnswer"/> in the same request.</summary>
/// <param name="CardId">The message that holds the card.</param>
/// <param name="Data">The action's data with the card's inputs.</param>
/// <param name="Automatic">Nobody pressed anything: a card that refreshes itself.</param>
public sealed record CardActedOn(TeamsPlace Place, Person? Who, string? ActivityId, string? CardId, string Verb, JsonElement? Data, bool Automatic, string? Locale)
    : TeamsEvent(Place, Who, ActivityId);

/// <summary>A search from the message box; answered by <see cref="SearchAnswer"/> within 5 seconds.</summary>
/// <param name="Text">Empty with <paramref name="InitialRun"/>: nothing was typed yet.</param>
/// <param name="Count">How many are wanted, 1–25.</param>
public sealed record FaqQuery(TeamsPlace Place, Person? Who, string? ActivityId, string CommandId, string Text, int Skip, int Count, bool InitialRun, string? Locale)
    : TeamsEvent(Place, Who, ActivityId);

/// <summary>«…» on somebody's message: make a ticket of it. Answered by <see cref="DialogAnswer"/> or <see cref="SearchAnswer"/>.</summary>
/// <param name="Opening">The dialog is being opened (fetchTask); else what was entered in it (submitAction).</param>
/// <param name="Message">The message it was called on; null where it was called from elsewhere.</param>
public sealed record ActionOnMessage(TeamsPlace Place, Person? Who, string? ActivityId, string CommandId, bool Opening, JsonElement? Data, MessageCalledOn? Message, string? Locale)
    : TeamsEvent(Place, Who, ActivityId);

/// <param name="Text">Plain, of the HTML that Teams sends.</param>
/// <param name="Link">Opens the message in Teams.</param>
public sealed record MessageCalledOn(string? Id, string Text, string? FromName, string? FromAadObjectId, string? Link);

/// <summary>A person has answered whether they take a file that was offered; Teams shows nothing of what it is answered.</summary>
/// <param name="CardId">The message that offers it.</param>
/// <param name="File">As the offer names it.</param>
/// <param name="Room">Where it is to be put; null: they do not take it.</param>
public sealed record FileAnswered(TeamsPlace Place, Person? Who, string? ActivityId, string? CardId, string File, FileRoomMade? Room) : TeamsEvent(Place, Who, ActivityId);

/// <summary>Room for a file in its recipient's OneDrive.</summary>
/// <param name="Name">Under which it stands there.</param>
/// <param name="UploadUrl">A key: whoever has it can write there. Not looked at yet.</param>
/// <param name="ContentUrl">Where it stands then.</param>
public sealed record FileRoomMade(string? Name, string? UploadUrl, string? ContentUrl, string? UniqueId, string? FileType);

/// <summary>An invoke of ours that cannot be read, with the answer that it gets.</summary>
public sealed record BadInvoke(TeamsPlace Place, Person? Who, string? ActivityId, InvokeResponse Answer) : TeamsEvent(Place, Who, ActivityId);

/// <summary>Nothing the help desk acts on; an invoke among these is answered 501.</summary>
public sealed record Unknown(TeamsPlace Place, Person? Who, string? ActivityId, string Type, string? Name) : TeamsEvent(Place, Who, ActivityId);
