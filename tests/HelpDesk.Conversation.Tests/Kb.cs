using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests;

/// <summary>The shipped kb folder and a desk made of it, loaded once for all tests.</summary>
internal static class Kb
{
    private static readonly string Folder = Checkout.Kb;
    private static readonly Lazy<DialogueTexts> Spoken = new(() => DialogueTexts.Read(Folder, new FindingList()));
    private static readonly Lazy<LanguageTools> Tools = new(LanguageTools.Load);
    private static readonly Lazy<LoadedDesk> Shipped = new(() => LoadedDesk.Load(Folder, Tools.Value));

    public static string Directory => Folder;


    public static DialogueTexts Texts => Spoken.Value;

    public static LanguageTools Language => Tools.Value;

    public static LoadedDesk Loaded => Shipped.Value;

    public static AnswerDesk Desk => Shipped.Value.Desk!;
}

/// <summary>A kb folder of one test, deleted after it.</summary>
internal sealed class TemporaryKb : IDisposable
{
    public TemporaryKb() => System.IO.Directory.CreateDirectory(Path.Combine(Directory, "articles"));

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("helpdesk-kb-").FullName;

    public static TemporaryKb CopyOfShipped()
    {
        var copy = new TemporaryKb();
        foreach (var file in System.IO.Directory.EnumerateFiles(Kb.Directory, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Directory, Path.GetRelativePath(Kb.Directory, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(Directory, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
