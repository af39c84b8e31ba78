using System.Text.Json;
using HelpDesk.Channels.Activities;
using HelpDesk.Channels.BotFramework.Connector;

namespace HelpDesk.Channels.Tests.BotFramework;

public class MessageSizeTests
{
    [Fact]
    public void What_fits_goes_as_it_is()
    {
        var activity = Message(new string('あ', 1000));
        MessageSize.Split(activity).ShouldBe([activity]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void The_limit_is_80_KB_of_UTF_16(int over, int messages)
    {
        var room = (MessageSize.Most - MessageSize.Of(Message(""))) / 2;
        MessageSize.Split(Message(new string('あ', room + over)))!.Count.ShouldBe(messages);
    }

    public static TheoryData<string, string> Texts => new()
    {
        { "paragraphs", string.Join("\n\n", Enumerable.Range(1, 400).Select(i => $"段落{i}。" + new string('文', 300))) },
        { "lines", string.Join("\n", Enumerable.Range(1, 400).Select(i => $"{i} " + new string('行', 300))) },
        { "sentences", string.Concat(Enumerable.Range(1, 400).Select(i => new string('文', 300) + "。")) },
        { "nothing to part at", new string('無', 100_000) },
        { "characters of two units", string.Concat(Enumerable.Repeat("𠮷", 60_000)) },
        { "quotation marks, which cost double", new string('"', 100_000) },
        { "line breaks only", new string('\n', 100_000) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Nothing_is_left_out(string name, string text)
    {
        var parts = MessageSize.Split(Message(text))!;

        string.Concat(parts.Select(part => part.Text)).ShouldBe(text, name);
        parts.Count.ShouldBeInRange(2, 20);
        parts.ShouldAllBe(part => MessageSize.Of(part) <= MessageSize.Most && !char.IsLowSurrogate(part.Text![0]));
    }

    [Fact]
    public void Parted_between_paragraphs_and_buttons_go_with_the_last()
    {
        var text = string.Join("\n\n", Enumerable.Range(1, 400).Select(i => $"段落{i}。" + new string('文', 300)));
        var parts = MessageSize.Split(Message(text) with { SuggestedActions = new() { Actions = [new("imBack", "はい", "はい")] } })!;

        parts.SkipLast(1).ShouldAllBe(part => part.Text!.EndsWith("\n\n", StringComparison.Ordinal) && part.SuggestedActions == null);
        parts[^1].SuggestedActions.ShouldNotBeNull();
    }

    [Fact]
    public void A_card_too_large_is_refused_whole()
    {
        var card = JsonSerializer.SerializeToElement(new { type = "AdaptiveCard", body = new[] { new { type = "TextBlock", text = new string('あ', 50_000) } } });
        MessageSize.Split(Message("見てください") with { Attachments = [new() { ContentType = "application/vnd.microsoft.card.adaptive", Content = card }] }).ShouldBeNull();
    }

    private static Activity Message(string text) => new() { Type = "message", Text = text };
}
