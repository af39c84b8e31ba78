using HelpDesk.Conversation.Dialogue;
using HelpDesk.Sources;
using HelpDesk.Storage;
using HelpDesk.Storage.Tickets;
using HelpDesk.Ticketing.Calendar;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>The whole way of a person who asks in the chat, in a real browser against the product as a process.</summary>
public sealed class ChatTests(Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/chat", 1200)]
    [InlineData("/chat", 390)]
    [InlineData("/en/chat", 1200)]
    [InlineData("/en/chat", 390)]
    public async Task The_whole_story(string path, int width)
    {
        var words = path == "/chat" ? Words.Japanese : Words.English;
        await using var host = new HostProcess();
        await host.StartAsync();
        await using var visitor = await ChatVisitor.ComeAsync(browser.Chromium, host.Address + path, width);
        await visitor.ReadsAsync(words.Greeting);
        await visitor.PictureAsync();
        await visitor.FitsAsync();

        await visitor.SayAsync(words.Question);
        await visitor.ReadsAsync(words.Answer);
        await visitor.PictureAsync();
        await visitor.IsAccessibleAsync();

        await visitor.PressAsync(words.Unsolved);
        var number = await TicketAsync(visitor, words);
        await visitor.PictureAsync();
        await visitor.FitsAsync();
        visitor.Errors.ShouldBeEmpty();

        await visitor.CloseTabAsync();
        await host.KillAsync();
        await host.StartAsync();
        await AnswerAsync(host.DatabaseFile, number, words.Reply);

        await visitor.OpenAsync(host.Address + path);
        await visitor.ReadsAsync(words.Reply);

        // Each line of what a person wrote is a paragraph of the transcript.
        await visitor.ReadsAsync(words.Question.Split('\n')[^1]);
        await visitor.PictureAsync();
        await AnswerAsync(host.DatabaseFile, number, words.SecondReply);
        await visitor.ReadsAsync(words.SecondReply);
        await visitor.PictureAsync();
        await visitor.IsAccessibleAsync();
        await visitor.FitsAsync();
    }

    /// <summary>Answers whatever the bot still needs, until there is a ticket.</summary>
    private static async Task<string> TicketAsync(ChatVisitor visitor, Words words)
    {
        await visitor.ReadsAsync(words.AskName);
        await visitor.PictureAsync();
        await visitor.SayAsync(words.Name);
        await visitor.ReadsAsync(words.AskContact);
        await visitor.SayAsync("taro@example.co.jp");
        await visitor.ReadsAsync(words.AskCompany);
        await visitor.AttachAsync(words.File);
        await visitor.ReadsAsync(words.FileKept);
        await visitor.PictureAsync();
        await visitor.PressAsync(words.SkipAll);
        await visitor.ReadsAsync(words.AskConfirm);
        await visitor.ReadsAsync(words.Attached);
        await visitor.PictureAsync();
        await visitor.PressAsync(words.Confirm);
        await visitor.ReadsAsync(words.Taken);
        var text = await visitor.Page.Locator("#chat").InnerTextAsync();
        return Requester.Number().Match(text).Value;
    }

    /// <summary>As an agent does, in another process than the host's.</summary>
    private static async Task AnswerAsync(string file, string number, string text)
    {
        var kb = Path.Combine(AppContext.BaseDirectory, "kb");
        var findings = new FindingList();
        var rules = new TicketRules(Wording.Read(kb, findings), BusinessCalendar.Read(kb, findings), new TicketTargets());
        var desk = new TicketDesk(Database.Sqlite(file), () => rules, TimeProvider.System);
        var outcome = await desk.ActAsync(number, Viewer.Agent("sato", ["helpdesk"]), null, (ticket, by, at) => ticket.Answer(text, by, awaitAnswer: false, at), Stop);
        outcome.ShouldBeOfType<TicketDone>();
    }

    private sealed record Words(
        string Greeting, string Question, string Answer, string Unsolved, string AskName, string Name, string AskContact, string AskCompany, string File, string FileKept, string Attached, string SkipAll, string AskConfirm,
        string Confirm, string Taken, string Reply, string SecondReply)
    {
        public static Words Japanese { get; } = new(
            "お困りの内容をそのままお送りください", "ログイン失敗\nお使いの端末では当システムを利用できません。", "クライアント証明書", "解決しない", "お名前を教えてください", "山田 太郎", "ご連絡先", "事業者名(会社名)を教えてください",
            "画面.png", "ファイルを受け取りました", "添付: 画面.png", "すべてスキップ",
            "よろしければ「この内容で送る」", "この内容で送る", "受け付けました", "証明書を登録しました。もう一度ログインしてください。", "ログインできましたか。");

        public static Words English { get; } = new(
            "Send the message or code", "Login failed: the system cannot be used on your terminal", "client certificate", "Not solved", "What is your name?", "Taro Yamada", "How can we reach you", "What is your company",
            "screen.png", "I have received the file", "Attached: screen.png", "Skip all",
            "If it is right", "Send this", "Your inquiry is received", "Your certificate has been registered. Please log in again.", "Can you log in now?");
    }
}
