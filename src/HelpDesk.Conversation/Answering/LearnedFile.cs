using HelpDesk.Knowledge.Search;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Answering;

/// <summary>learned/*.bin of a kb folder: what `helpdesk train` made of its phrasings and labelled questions.</summary>
internal static class LearnedFile
{
    public const string Model = "model.bin";

    /// <summary>What lines of mails are: the matter, or around it.</summary>
    public const string Lines = "lines.bin";

    public static string PathIn(string kbDirectory, string name) => Path.Combine(kbDirectory, "learned", name);

    /// <summary>Null where there is none, and, with a finding, where it is damaged: questions are then answered without.</summary>
    public static LearnedModel? Read(string kbDirectory, string name, FindingList findings)
    {
        var path = PathIn(kbDirectory, name);
        if (!File.Exists(path))
        {
            return null;
        }

        var model = LearnedModel.Read(File.ReadAllBytes(path));
        if (model is null)
        {
            findings.Warn(new Place("kb/learned/" + name, 0, 0), "KB093", "learned/" + name);
        }

        return model;
    }
}
