using System.CommandLine;
using System.Globalization;
using HelpDesk.Cli.Terminal;
using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Language;
using HelpDesk.Language.Client;
using HelpDesk.Language.Guard;
using HelpDesk.Sources;
using HelpDesk.Ticketing.Privacy;
using Spectre.Console;

namespace HelpDesk.Cli;

/// <summary>`helpdesk language "…"`: what the defaults and Azure AI Language say of a text, side by side. What leaves is masked by the defaults first, as in the host.</summary>
internal static class LanguageCommand
{
    public static Command Create(TextCatalog texts)
    {
        var text = new Argument<string>("text") { Description = texts.Get("language.text") };
        var (kb, settings) = (CliTexts.KbOption(texts), SettingsCommand.Option(texts));
        var command = new Command("language", texts.Get("language.about")) { text, kb, settings };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(text)!;
            given = given == "-" ? Console.In.ReadToEnd() : given;
            if (string.IsNullOrWhiteSpace(given))
            {
                Console.Error.WriteLine(texts.Get("errors.empty"));
                return KnowledgeCommand.Failed;
            }

            return KnowledgeCommand.Run(parsed.GetValue(kb), parsed.GetValue(settings), texts, (loaded, desk, read) =>
                ShowAsync(given, loaded, desk, read.Kb(parsed.GetValue(kb)), read.Language, texts, CancellationToken.None).GetAwaiter().GetResult());
        });
        return command;
    }

    private static async Task<int> ShowAsync(string text, LoadedDesk loaded, AnswerDesk desk, string folder, LanguageOptions options, TextCatalog texts, CancellationToken cancellation)
    {
        var findings = new FindingList();
        var (bot, urgency) = (new Bot(loaded, DialogueTexts.Read(folder, findings), Contacts.None), UrgencyWords.Read(folder, findings));
        if (findings.HasErrors)
        {
            KnowledgeCommand.Write(findings.All, texts, Console.Error);
            return KnowledgeCommand.Failed;
        }

        foreach (var fault in options.Faults().Select(fault => fault.Split('|', 2)))
        {
            await Console.Error.WriteLineAsync(texts.Get("language.fault." + fault[0], TerminalWriter.OneLine(fault[1])));
        }

        if (options.Faults().Count > 0)
        {
            return KnowledgeCommand.Failed;
        }

        var language = bot.Next(DialogueState.New, new Incoming(text), new Person("cli")).State.Language ?? "ja";
        var masked = PersonalData.Mask(text);
        var service = options.IsOn ? new GuardedLanguage(options.CreateClient(), TimeSpan.FromSeconds(options.Seconds), null, TimeProvider.System, (_, _) => { }) : null;
        var symptoms = desk.Ask(text).Recognition.Symptoms.Select(symptom => symptom.Shown);
        var urgent = urgency.In(text);

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["what", "default", "service"])
        {
            table.AddColumn(texts.Get("language.column." + column));
        }

        Row(table, texts, "language", language, await Said(LanguageUses.Language, one => one.LanguageAsync(masked, cancellation), found => texts.Get("language.detected", found.Code, Score(found.Confidence))));
        Row(table, texts, "masked", masked, await Said(LanguageUses.PersonalData, one => one.MaskAsync(masked, language, cancellation), found => found));
        Row(table, texts, "phrases", string.Join(", ", symptoms), await Said(LanguageUses.KeyPhrases, one => one.KeyPhrasesAsync(masked, language, cancellation), found => string.Join(", ", found.Phrases)));
        Row(table, texts, "sentiment", urgent is null ? texts.Get("language.calm") : texts.Get("language.urgent", urgent),
            await Said(LanguageUses.Sentiment, one => one.SentimentAsync(masked, language, cancellation), found => texts.Get("language.scores", found.Label, Score(found.Positive), Score(found.Neutral), Score(found.Negative))));

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Console.Out) });
        terminal.Profile.Width = Console.IsOutputRedirected ? 240 : Math.Max(terminal.Profile.Width, 80);
        terminal.Write(table);
        if (service is null)
        {
            await Console.Out.WriteLineAsync(texts.Get("language.unset"));
        }
        else if (LanguageClient.Cut(masked).Length < masked.Length)
        {
            await Console.Out.WriteLineAsync(texts.Get("language.cut"));
        }

        return 0;

        async Task<string> Said<T>(string use, Func<GuardedLanguage, Task<LanguageAnswer<T>>> ask, Func<T, string> words)
            where T : class
        {
            if (service is null || !options.Has(use))
            {
                return texts.Get("language.off");
            }

            var answer = await ask(service);
            return answer.Value is { } value ? words(value) : texts.Get("language.failure." + answer.Failure!.Value.ToString().ToLowerInvariant(), answer.Code);
        }
    }

    private static void Row(Table table, TextCatalog texts, string what, string ours, string theirs) =>
        table.AddRow([.. new[] { texts.Get("language.row." + what), ours, theirs }.Select(TerminalWriter.OneLine).Select(Markup.Escape)]);

    private static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);
}
