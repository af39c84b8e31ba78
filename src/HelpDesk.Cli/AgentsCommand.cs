using System.CommandLine;
using HelpDesk.Cli.Terminal;
using HelpDesk.Sources;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Cli;

/// <summary>`helpdesk agents …`: who may enter the agents' desk. Whoever can read the database's settings is taken to be allowed; the audit says that it was the console.</summary>
internal static class AgentsCommand
{
    private const string LocalAddress = "http://localhost:5080";

    public static Command Create(TextCatalog texts)
    {
        var options = new Options(texts);
        var command = new Command("agents", texts.Get("agents.about"));
        foreach (var option in (Option[])[options.Db, options.Settings])
        {
            option.Recursive = true;
            command.Options.Add(option);
        }

        var name = new Argument<string>("name") { Description = texts.Get("agents.name") };
        var role = new Option<string[]>("--role") { Description = texts.Get("agents.role"), Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetNames<DeskRole>().Select(one => one.ToLowerInvariant())]);
        var team = new Option<string[]>("--team") { Description = texts.Get("agents.team"), DefaultValueFactory = _ => [Ticket.HelpDesk] };
        var address = new Option<string?>("--address") { Description = texts.Get("agents.address") };

        command.Subcommands.Add(Act("add", [name], [role, team, address], async (parsed, people, stop) =>
        {
            var who = parsed.GetValue(name)!;
            var outcome = await people.AddAsync(who, Roles(parsed.GetValue(role)!), parsed.GetValue(team)!, DeskAudit.Console, stop);
            return outcome == PersonOutcome.Done ? await InviteAsync(parsed, people, who, stop) : Refuse(outcome, who);
        }));
        command.Subcommands.Add(Act("invite", [name], [address], (parsed, people, stop) => InviteAsync(parsed, people, parsed.GetValue(name)!, stop)));
        command.Subcommands.Add(Act("list", [], [], async (_, people, stop) =>
        {
            foreach (var person in await people.ListAsync(stop))
            {
                await Console.Out.WriteLineAsync(TerminalWriter.OneLine(string.Join("  ",
                    person.DisplayName, string.Join(',', person.Roles.Select(one => one.ToString().ToLowerInvariant())), string.Join(',', person.Teams),
                    texts.Get(person.IsDisabled ? "agents.disabled" : person.PasswordHash is null ? "agents.invited" : "agents.active") + (person.IsChecked ? "  " + texts.Get("agents.checked") : ""))));
            }

            return 0;
        }));
        command.Subcommands.Add(Act("roles", [name], [role, team], async (parsed, people, stop) =>
            Told(await people.SetRolesAsync(parsed.GetValue(name)!, Roles(parsed.GetValue(role)!), parsed.GetValue(team)!, DeskAudit.Console, stop), parsed.GetValue(name)!)));
        var off = new Option<bool>("--off") { Description = texts.Get("agents.off") };
        command.Subcommands.Add(Act("check", [name], [off], async (parsed, people, stop) =>
            Told(await people.CheckAsync(parsed.GetValue(name)!, !parsed.GetValue(off), DeskAudit.Console, stop), parsed.GetValue(name)!)));
        command.Subcommands.Add(Act("disable", [name], [], async (parsed, people, stop) => Told(await people.DisableAsync(parsed.GetValue(name)!, DeskAudit.Console, stop), parsed.GetValue(name)!)));
        command.Subcommands.Add(Act("enable", [name], [], async (parsed, people, stop) => Told(await people.EnableAsync(parsed.GetValue(name)!, DeskAudit.Console, stop), parsed.GetValue(name)!)));
        return command;

        Command Act(string verb, Argument[] arguments, Option[] own, Func<ParseResult, DeskPeople, CancellationToken, Task<int>> work)
        {
            var act = new Command(verb, texts.Get("agents.verb." + verb));
            Array.ForEach(arguments, act.Arguments.Add);
            Array.ForEach(own, act.Options.Add);
            act.SetAction((parsed, cancellation) => DatabaseCommand.Run(texts, async () =>
            {
                if (SettingsCommand.Read(parsed.GetValue(options.Settings), texts) is not { } read)
                {
                    return KnowledgeCommand.Failed;
                }

                // Before the host's first start there is no database yet, and somebody must be able to enter all the same.
                var database = read.Database(parsed.GetValue(options.Db));
                await database.PrepareAsync(cancellation);
                options.Addresses = read.Addresses;
                return await work(parsed, new DeskPeople(database, TimeProvider.System), cancellation);
            }));
            return act;
        }

        async Task<int> InviteAsync(ParseResult parsed, DeskPeople people, string who, CancellationToken stop)
        {
            if (await people.InviteAsync(who, DeskAudit.Console, stop) is not { } token)
            {
                return Refuse(PersonOutcome.Unknown, who);
            }

            var at = (parsed.GetValue(address) ?? (options.Addresses.Count > 0 ? options.Addresses[0] : LocalAddress)).TrimEnd('/');
            await Console.Out.WriteLineAsync(texts.Get("agents.link", TerminalWriter.OneLine(who)));
            await Console.Out.WriteLineAsync($"{TerminalWriter.OneLine(at)}/desk/join/{token}");
            return 0;
        }

        int Refuse(PersonOutcome outcome, string who)
        {
            Console.Error.WriteLine(texts.Get("agents.refused." + outcome.ToString().ToLowerInvariant(), TerminalWriter.OneLine(who)));
            return KnowledgeCommand.Failed;
        }

        int Told(PersonOutcome outcome, string who)
        {
            if (outcome != PersonOutcome.Done)
            {
                return Refuse(outcome, who);
            }

            Console.Out.WriteLine(texts.Get("agents.done", TerminalWriter.OneLine(who)));
            return 0;
        }
    }

    private static List<DeskRole> Roles(IEnumerable<string> names) => [.. names.Select(name => Enum.Parse<DeskRole>(name, ignoreCase: true)).Distinct()];

    private sealed class Options(TextCatalog texts)
    {
        public Option<string?> Db { get; } = DatabaseCommand.Option(texts);

        public Option<string?> Settings { get; } = SettingsCommand.Option(texts);

        /// <summary>Under which people reach the site, from the settings.</summary>
        public IReadOnlyList<string> Addresses { get; set; } = [];
    }
}
