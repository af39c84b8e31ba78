using System.CommandLine;
using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Sources;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Cli.Tickets;

/// <summary>`helpdesk tickets …`: the agents' desk in a terminal. Exit code 1 where nothing was done.</summary>
internal static class TicketsCommand
{
    private const int LongestPage = 50;

    public static Command Create(TextCatalog texts)
    {
        var options = new AgentOptions(texts);
        var command = new Command("tickets", texts.Get("tickets.about")) { List(texts, options), Show(texts, options), TicketFileCommand.Create(texts, options) };
        foreach (var act in TicketActCommands.All(texts, options))
        {
            command.Subcommands.Add(act);
        }

        options.AddTo(command);
        return command;
    }

    private static Command List(TextCatalog texts, AgentOptions options)
    {
        var state = new Option<string[]>("--state") { Description = texts.Get("tickets.list.state"), AllowMultipleArgumentsPerToken = true };
        state.AcceptOnlyFromAmong([.. Enum.GetValues<TicketState>().Select(one => one.Key())]);
        var assigned = new Option<string?>("--assigned") { Description = texts.Get("tickets.list.assigned") };
        var unassigned = new Option<bool>("--unassigned") { Description = texts.Get("tickets.list.unassigned") };
        var breached = new Option<bool>("--breached") { Description = texts.Get("tickets.list.breached") };
        var tag = new Option<string?>("--tag") { Description = texts.Get("tickets.list.tag") };
        var text = new Option<string?>("--text") { Description = texts.Get("tickets.list.text") };
        var due = new Option<bool>("--by-due") { Description = texts.Get("tickets.list.by-due") };
        var page = new Option<int>("--page") { Description = texts.Get("tickets.list.page", LongestPage.ToString(CultureInfo.InvariantCulture)), DefaultValueFactory = _ => 1 };
        var command = new Command("list", texts.Get("tickets.list.about")) { state, assigned, unassigned, breached, tag, text, due, page };
        command.SetAction((parsed, cancellation) => AgentSession.Run(parsed, options, texts, async session =>
        {
            var states = parsed.GetValue(state) ?? [];
            var query = new TicketQuery
            {
                States = [.. Enum.GetValues<TicketState>().Where(one => states.Contains(one.Key(), StringComparer.Ordinal))],
                Agent = parsed.GetValue(assigned), Unassigned = parsed.GetValue(unassigned), Breached = parsed.GetValue(breached),
                Tag = parsed.GetValue(tag), Text = parsed.GetValue(text), Order = parsed.GetValue(due) ? TicketOrder.Due : TicketOrder.Changed,
                Skip = (Math.Clamp(parsed.GetValue(page), 1, int.MaxValue / LongestPage) - 1) * LongestPage, Take = LongestPage,
            };
            var found = await session.Desk.ListAsync(query, session.Viewer, cancellation);
            session.Printer.List(found, query, await session.Hints.OfAsync(found.Tickets, cancellation));
            return 0;
        }));
        return command;
    }

    private static Command Show(TextCatalog texts, AgentOptions options)
    {
        var number = AgentOptions.Number(texts);
        var command = new Command("show", texts.Get("tickets.show.about")) { number };
        command.SetAction((parsed, cancellation) => AgentSession.Run(parsed, options, texts, async session =>
        {
            if (AgentSession.NumberOf(parsed.GetValue(number)!, texts) is not { } read)
            {
                return KnowledgeCommand.Failed;
            }

            if (await session.Desk.FindAsync(read, session.Viewer, cancellation) is not { } view)
            {
                await Console.Error.WriteLineAsync(texts.Get("tickets.none", read));
                return KnowledgeCommand.Failed;
            }

            session.Printer.Show(view, (await session.Hints.OfAsync([view], cancellation)).GetValueOrDefault(view.Ticket.Number));
            return 0;
        }));
        return command;
    }
}
