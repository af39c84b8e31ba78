using HelpDesk.Channels.Cards;
using HelpDesk.Channels.DirectLine.Wire;
using Microsoft.Extensions.Options;

namespace HelpDesk.Channels.Tests.DirectLine;

public class OptionsTests
{
    private const string Long = "0123456789abcdef0123456789abcdef";

    public static TheoryData<string, string?, string?> Settings { get; } = new()
    {
        { "Secret", Long, null },
        { "Secret", Long[1..], "DirectLine:Secret が短すぎます。32文字以上の、推測できない文字列にしてください。" },
        { "PreviousSecret", Long[1..], "DirectLine:PreviousSecret が短すぎます。32文字以上の、推測できない文字列にしてください。" },
        { "Secret", null, "DirectLine:PreviousSecret だけがあり、DirectLine:Secret がありません。今の秘密を DirectLine:Secret に入れてください。" },
        { "AllowedOrigins:0", "https://shop.example", null },
        { "AllowedOrigins:0", "https://shop.example/", "DirectLine:AllowedOrigins の「https://shop.example/」はオリジンではありません。https://shop.example のように、パスも末尾の / も付けずに書いてください。" },
        { "AllowedOrigins:0", "*", "DirectLine:AllowedOrigins の「*」はオリジンではありません。https://shop.example のように、パスも末尾の / も付けずに書いてください。" },
        { "TrustedProxies:0", "10.0.0.1", null },
        { "TrustedProxies:0", "10.0.0.0/8", null },
        { "TrustedProxies:0", "::1", null },
        { "TrustedProxies:0", "proxy", "DirectLine:TrustedProxies の「proxy」はIPアドレスでもネットワークでもありません。10.0.0.1 または 10.0.0.0/8 のように書いてください。" },
        { "ArticleAddress", "https://help.example/articles/{ID}", null },
        { "ArticleAddress", "https://help.example/articles/", "DirectLine:ArticleAddress の「https://help.example/articles/」は使えません。https://help.example/articles/{ID} のように、記事の番号が入る {ID} を含めて書いてください。" },
        { "ArticleAddress", "/articles/{ID}", "DirectLine:ArticleAddress の「/articles/{ID}」は使えません。https://help.example/articles/{ID} のように、記事の番号が入る {ID} を含めて書いてください。" },
        { "MessagesPerMinute", "1", null },
        { "MessagesPerMinute", "0", "DirectLine:MessagesPerMinute は 0 にできません。1以上にしてください。" },
        { "ConversationsPerHour", "0", "DirectLine:ConversationsPerHour は 0 にできません。1以上にしてください。" },
        { "SocketsPerAddress", "-1", "DirectLine:SocketsPerAddress は -1 にできません。1以上にしてください。" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_setting_that_cannot_be_meant_stops_the_start_and_says_what_to_do(string key, string? value, string? expected)
    {
        var settings = new Dictionary<string, string?> { ["DirectLine:PreviousSecret"] = Long, ["DirectLine:" + key] = value };
        var starting = ChatSite.StartAsync(settings);
        if (expected is null)
        {
            await (await starting).DisposeAsync();
        }
        else
        {
            (await Should.ThrowAsync<OptionsValidationException>(starting)).Message.ShouldBe(expected);
        }
    }

    [Fact]
    public void Both_languages_say_the_same_things()
    {
        DirectLineTexts.In("en").Keys.ShouldBe(DirectLineTexts.In("ja").Keys, ignoreOrder: true);
        CardTexts.In("en").Keys.ShouldBe(CardTexts.In("ja").Keys, ignoreOrder: true);
    }
}
