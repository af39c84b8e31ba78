using HelpDesk.Knowledge.Language;

namespace HelpDesk.Conversation.Acts;

/// <summary>How well one act is read.</summary>
/// <param name="Count">Messages that do it.</param>
public sealed record ActFigures(DialogueAct Act, int Count, double Precision, double Recall)
{
    /// <summary>Parts into which the examples are cut where they are judged by themselves.</summary>
    private const int Folds = 5;

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>The mean over the acts that occur.</summary>
    public static double MacroF1(IReadOnlyList<ActFigures> figures) => figures.Where(one => one.Count > 0).Average(one => one.F1);

    public static IReadOnlyList<ActFigures> Of(IReadOnlyList<(ActExample Example, ActReading Reading)> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return [.. ActModel.Acts.Select(act =>
        {
            var (meant, said) = (read.Count(one => one.Example.Acts.Contains(act)), read.Count(one => one.Reading.Acts.Contains(act)));
            var both = read.Count(one => one.Example.Acts.Contains(act) && one.Reading.Acts.Contains(act));
            return new ActFigures(act, meant, said == 0 ? 0 : (double)both / said, meant == 0 ? 0 : (double)both / meant);
        })];
    }

    /// <summary>Each example read by a reader that has not learned from it.</summary>
    public static IReadOnlyList<(ActExample Example, ActReading Reading)> CrossValidated(IReadOnlyList<ActExample> examples, JapaneseTokenizer tokenizer, SynonymDictionary? synonyms)
    {
        var read = new List<(ActExample, ActReading)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var reader = ActReader.Learn([.. examples.Where((_, i) => i % Folds != fold)], tokenizer, synonyms);
            read.AddRange(examples.Where((_, i) => i % Folds == fold).Select(example => (example, reader.Read(example.Text, example.At))));
        }

        return read;
    }
}
