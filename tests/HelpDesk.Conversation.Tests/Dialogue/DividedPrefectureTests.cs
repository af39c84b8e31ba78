using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>Some prefectures are two operators'. Where no number tells, the person is asked; nobody is asked twice, and who lives elsewhere is not asked at all.</summary>
public class DividedPrefectureTests
{
    private static readonly Bot Bot = new(Kb.Loaded, Kb.Texts, Contacts.None);

    [Theory]
    [InlineData("福井県", "小浜市です", "06")]
    [InlineData("福井県", "福井市", "05")]
    [InlineData("福井県", "北陸です", "05")]
    [InlineData("福井県", "わかりません", "05")]
    [InlineData("香川県", "小豆島です", "07")]
    [InlineData("静岡県富士市", "富士川以西です", "04")]
    [InlineData("富士宮市", "東京電力です", "03")]
    public void The_area_is_asked_once(string place, string answer, string area)
    {
        var said = Play($"{place}の地点で、スイッチング開始が受付されません", "担当者に相談", "わかりません");
        said.Replies.ShouldContain(reply => reply.Text.Contains("のエリアです", StringComparison.Ordinal));
        said = Bot.Next(said.State, new Incoming(answer), Known);
        said.State.Matter!.Facts["area"].ShouldBe(area);
        said.State.Inquiry!.Asking.ShouldNotBe("area");
    }

    [Fact]
    public void A_number_says_it() =>
        Play("福井県の地点で、スイッチング開始が受付されません", "担当者に相談", "0604148149140579002844").State.Inquiry!.Asking.ShouldNotBe("area");

    [Fact]
    public void Nobody_else_is_asked() =>
        Play("石川県の地点で、スイッチング開始が受付されません", "担当者に相談", "わかりません").State.Inquiry!.Asking.ShouldNotBe("area");

    private static readonly Person Known = new("古賀", Company: "有明電力", CompanyCode: "63639");

    private static Turn Play(params string[] messages)
    {
        var turn = Bot.Next(DialogueState.New, new Incoming(messages[0]), Known);
        return messages.Skip(1).Aggregate(turn, (before, message) => Bot.Next(DialogueState.Read(before.State.Write()), new Incoming(message), Known));
    }
}
