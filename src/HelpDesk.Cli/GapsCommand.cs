using System.CommandLine;
using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Sources;
using HelpDesk.Storage.Learning;

namespace HelpDesk.Cli;

/// <summary>`helpdesk gaps`: what people asked that was not answered or did not help, the most frequent first.</summary>
internal static class GapsCommand
{
    public static Command Create(TextCatalog texts)
    {
        var db = DatabaseCommand.Option(texts);
        var settings = SettingsCommand.Option(texts);
        var most = new Option<int>("--most") { Description = texts.Get("gaps.most"), DefaultValueFactory = _ => 30 };
        var command = new Command("gaps", texts.Get("gaps.about")) { db, most, settings };
        command.SetAction((parsed, cancellation) => DatabaseCommand.Run(texts, async () =>
        {
            if (SettingsCommand.Read(parsed.GetValue(settings), texts) is not { } read)
            {
                return KnowledgeCommand.Failed;
            }

            var database = read.ExistingDatabase(parsed.GetValue(db));
            await database.PrepareAsync(cancellation);
            var gaps = await new Gaps(database).FindAsync(parsed.GetValue(most), cancellation);
            await Console.Out.WriteLineAsync(gaps.Count == 0 ? texts.Get("gaps.none") : texts.Get("gaps.header"));
            foreach (var gap in gaps)
            {
                await Console.Out.WriteLineAsync(string.Join('\t',
                    gap.Count.ToString(CultureInfo.InvariantCulture), texts.Get("gaps.why." + gap.Why), gap.Articles.Count == 0 ? "-" : string.Join(',', gap.Articles), gap.Text.Length > 0 ? TerminalWriter.OneLine(gap.Text) : texts.Get("gaps.unkept")));
            }

            return 0;
        }));
        return command;
    }
}
