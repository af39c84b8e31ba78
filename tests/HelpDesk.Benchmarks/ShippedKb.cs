using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Evaluation;
using HelpDesk.Sources;

namespace HelpDesk.Benchmarks;

/// <summary>The repository's kb folder, its desk and its labelled questions.</summary>
internal static class ShippedKb
{
    public static string Folder => Checkout.Kb;

    public static LanguageTools Language { get; } = LanguageTools.Load();

    public static AnswerDesk Desk() => LoadedDesk.Load(Folder, Language).Desk ?? throw new InvalidOperationException("kb/ has errors: run helpdesk check.");

    public static List<string> Questions() =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, "evaluation"), "*.tsv").Order(StringComparer.Ordinal).SelectMany(file => LabelledQuestion.Read(file, new FindingList())).Select(question => question.Query)];
}
