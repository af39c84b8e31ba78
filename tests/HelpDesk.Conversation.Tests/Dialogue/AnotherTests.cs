using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>Two problems in one message, settled by different people: each receiver is told its own, and nothing of the other.</summary>
public class AnotherTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None);

    private static readonly Person Known = new("古賀", Company: "有明電力", CompanyCode: "63639");

    [Theory]
    [InlineData("IDが凍結されました。社内に初期化できる登録ユーザはいません。あと0904148149140579002844のスイッチング開始が受付されてるかも知りたいです")]
    [InlineData("二点あります。1つめ、ユーザIDが凍結されて、初期化できる登録ユーザが社内にいません。2つめ、0904148149140579002844のスイッチング開始が受付されているか知りたいです")]
    [InlineData("2件あります。①ユーザIDが凍結されて、初期化できる登録ユーザが社内にいません ②0904148149140579002844のスイッチング開始が受付されているか知りたいです")]
    public void Each_receiver_gets_its_own_part(string message)
    {
        var (acts, said) = Play(message, "担当者に相談", "凍結の方から", "すべてスキップ", "この内容で送る", "続けて受け付ける", "すべてスキップ", "この内容で送る");
        var tickets = acts.OfType<OpenTicket>().ToList();
        tickets.Select(ticket => ticket.Owner).ShouldBe(["helpdesk", "operator"], ignoreOrder: true, customMessage: said);
        var desk = tickets.Single(ticket => ticket.Owner == "helpdesk");
        var letter = tickets.Single(ticket => ticket.Owner == "operator").HandOverText.ShouldNotBeNull();
        desk.Text.ShouldContain("凍結");
        desk.Text.ShouldNotContain("スイッチング開始");
        letter.ShouldContain("スイッチング開始が受付");
        letter.ShouldNotContain("凍結");
    }

    /// <summary>What a message says beside a name or a number is no fact of another kind.</summary>
    [Theory]
    [InlineData("company", "Meridian Denki. Will somebody get back to me today?", "company", "Meridian Denki")]
    [InlineData("company", "鳥取さきゅう電力です", "place", null)]
    [InlineData("requester-contact", "funabashi@tsukuba.example です", "place", null)]
    [InlineData("company", "ほしみ電力(63350)です", "company-code", "63350")]
    public void Nothing_is_made_up_of_an_answer(string asked, string answer, string need, string? value)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming("ERR_20140と出ます。担当者に相談したいです"), new Person(Anonymous: true));
        for (var i = 0; turn.State.Inquiry?.Asking != asked && i < 8; i++)
        {
            turn = Bot.Next(turn.State, new Incoming(turn.State.Inquiry?.Asking == "requester-name" ? "山田" : "スキップ"), new Person(Anonymous: true));
        }

        turn.State.Inquiry!.Asking.ShouldBe(asked);
        turn = Bot.Next(turn.State, new Incoming(answer), new Person(Anonymous: true));
        turn.State.Matter!.Facts.GetValueOrDefault(need).ShouldBe(value);
    }

    [Fact]
    public void Who_does_not_want_the_other_is_left_alone()
    {
        var (acts, said) = Play("IDが凍結されました。社内に初期化できる登録ユーザはいません。あと0904148149140579002844のスイッチング開始が受付されてるかも知りたいです", "担当者に相談", "すべてスキップ", "この内容で送る", "今はいい", "すべてスキップ");
        acts.OfType<OpenTicket>().Count().ShouldBe(1, said);
    }

    [Theory]
    [InlineData("CSVが文字化けします。あと証明書の更新方法も教えてください")]
    [InlineData("ログインできません。パスワードが不正と出ます")]
    public void One_receiver_gets_one_ticket(string message)
    {
        var (acts, said) = Play(message, "担当者に相談", "いない", "すべてスキップ", "この内容で送る", "はい");
        acts.OfType<OpenTicket>().Count().ShouldBe(1, said);
    }

    /// <summary>Who parts two matters asks the desk of each part for each article, and again of what is left: it answers the same text once. Counted in what the thread allocates, which no other work on the machine changes.</summary>
    [Fact]
    public void A_message_of_two_matters_costs_as_much_as_a_few_questions()
    {
        const string Message = "2件あります。①ユーザIDが凍結されて、初期化できる登録ユーザが社内にいません ②0904148149140579002844のスイッチング開始が受付されているか知りたいです";
        var question = Allocated(() => Kb.Desk.Ask(Message));
        var turn = Allocated(() => Bot.Next(DialogueState.New, new Incoming(Message), Known));
        (turn / (double)question).ShouldBeLessThan(3.5, $"{turn} B for the turn, {question} B for the question");
    }

    private static long Allocated(Action work)
    {
        work();
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static (List<Act> Acts, string Said) Play(params string[] messages)
    {
        var (state, acts, said) = (DialogueState.New, new List<Act>(), "");
        foreach (var message in messages)
        {
            var turn = Bot.Next(DialogueState.Read(state.Write()), new Incoming(message), Known);
            acts.AddRange(turn.Acts);
            said += "> " + message + "\n" + string.Join("\n", turn.Replies.Select(reply => reply.Text)) + "\n";
            state = turn.State.WithTicket("HD-2026-000001");
        }

        return (acts, said);
    }
}
