using BenchmarkDotNet.Attributes;
using HelpDesk.Conversation.Answering;
using HelpDesk.Knowledge.Language;
using HelpDesk.Knowledge.Symptoms;

namespace HelpDesk.Benchmarks;

[MemoryDiagnoser]
[ShortRunJob]
public class MicroBenchmarks
{
    private const string Question = "先週切替の登録をしたのに、お客さまの名義が違うと言われて先に進めません。どこに確認すればいいですか";

    private readonly List<Token> tokens = [];
    private AnswerDesk desk = null!;
    private SymptomRecognizer recognizer = null!;

    [GlobalSetup]
    public void Load()
    {
        desk = ShippedKb.Desk();
        recognizer = new SymptomRecognizer(desk.KnowledgeBase, ShippedKb.Language.Tokenizer);
    }

    [Benchmark(Baseline = true)]
    public int Tokenize()
    {
        tokens.Clear();
        ShippedKb.Language.Tokenizer.Tokenize(Question, tokens);
        return tokens.Count;
    }

    [Benchmark]
    public int Recognize() => recognizer.Recognize(Question).Symptoms.Count;

    [Benchmark]
    public int Ask() => desk.Ask(Question).Articles.Count;
}
