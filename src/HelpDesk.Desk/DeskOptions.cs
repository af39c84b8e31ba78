using HelpDesk.Conversation.Answering;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;
using Microsoft.AspNetCore.Http;

namespace HelpDesk.Desk;

/// <summary>What the host lends the desk.</summary>
/// <param name="Language">In which language to answer a request: «ja» or «en».</param>
/// <param name="Rules">What tickets are told and measured by, as it is now.</param>
/// <param name="Knowledge">The knowledge base, routing and areas that are served now.</param>
/// <param name="ArticleAddress">Where a retailer reads an article, by id and language.</param>
/// <param name="CarriesFiles">Whether the requester of an inquiry can be sent an agent's files where they wrote.</param>
/// <param name="LongestFile">Bytes that a file of an agent may have.</param>
public sealed record DeskOptions(Func<HttpRequest, string> Language, Func<TicketRules> Rules, Func<LoadedDesk> Knowledge, Func<string, string, string> ArticleAddress, Func<Ticket, bool> CarriesFiles, long LongestFile);
