using HelpDesk.Search.Asking;
using HelpDesk.Search.Extracts;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Storage.Search;

/// <summary>An inquiry that was found, and why.</summary>
/// <param name="Text">Of the message that shows most of it; null where only the subject or a field does.</param>
/// <param name="Kind">Of that message.</param>
public sealed record FoundInquiry(FoundTicket Ticket, Extract Subject, Extract? Text, TicketMessageKind? Kind);

/// <summary>A person or company that was found.</summary>
/// <param name="Detail">The address of a person; the code of a company; null where it is not known.</param>
/// <param name="Inquiries">How many of theirs were found.</param>
/// <param name="Newest">The one that changed last.</param>
public sealed record FoundParty(string Name, string? Detail, int Inquiries, FoundTicket Newest);

/// <summary>What the search box has found.</summary>
/// <param name="Total">Of all pages.</param>
/// <param name="IsPlain">The index is being built: the database itself was asked, which knows the text as it is written, state and holder only.</param>
public sealed record DeskFound(SearchQuery Query, IReadOnlyList<FoundInquiry> Inquiries, int Total, IReadOnlyList<FoundParty> People, IReadOnlyList<FoundParty> Companies, bool IsPlain);
