using HelpDesk.Conversation.Acts;
using HelpDesk.Knowledge.Search;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>learned/*.bin of a kb folder: what `helpdesk train` made of its phrasings and labelled questions.</summary>
internal static class LearnedFile
{
    public const string Model = "model.bin";

    /// <summary>Whether questions are answered at all.</summary>
    public const string Answered = "answered.bin";

    /// <summary>What lines of mails are: the matter, or around it.</summary>
    public const string Lines = "lines.bin";

    /// <summary>Whether messages say too little for an answer.</summary>
    public const string Vague = "vague.bin";

    /// <summary>What those that do are asked.</summary>
    public const string Clarifying = "clarifying.bin";

    /// <summary>What messages do.</summary>
    public const string Acts = "acts.bin";

    public static string PathIn(string kbDirectory, string name) => Path.Combine(kbDirectory, "learned", name);

    /// <summary>Null where there is none, and, with a finding, where it is damaged: questions are then answered without.</summary>
    public static LearnedModel? Read(string kbDirectory, string name, FindingList findings) => Read(kbDirectory, name, LearnedModel.Read, findings);

    /// <summary>Null where there is none, and, with a finding, where it is damaged: the examples are then learned anew at each start.</summary>
    public static ActWeights? ReadActs(string kbDirectory, FindingList findings) => Read(kbDirectory, Acts, ActWeights.Read, findings);

    private static T? Read<T>(string kbDirectory, string name, Func<byte[], T?> read, FindingList findings)
        where T : class
    {
        var path = PathIn(kbDirectory, name);
        if (!File.Exists(path))
        {
            return null;
        }

        var learned = read(File.ReadAllBytes(path));
        if (learned is null)
        {
            findings.Warn(new Place("kb/learned/" + name, 0, 0), "KB093", "learned/" + name);
        }

        return learned;
    }
}
