using HelpDesk.Storage.Visitors;

namespace HelpDesk.Storage.Tests;

/// <summary>How many codes are sent: to one mailbox however it is spelled, for one asker, in one hour; on both engines.</summary>
public sealed class EmailLimitTests
{
    private const string Email = "taro@example.co.jp";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TARO@Example.CO.jp", "taro@example.co.jp")]
    [InlineData(" ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ ", "taro@example.co.jp")]
    [InlineData("ta\u00adro@example.co.jp", "taro@example.co.jp")]
    [InlineData("ta\u200bro@exa\u2060mple.co.jp", "taro@example.co.jp")]
    [InlineData("t\u034faro\ufe0f@example.co.jp", "taro@example.co.jp")]
    [InlineData("\ufefftaro@example\u061c.co.jp", "taro@example.co.jp")]
    [InlineData("ta\u3164ro\uffa0@example.co.jp\U000e0041", "taro@example.co.jp")]
    [InlineData("taro@example.co.jp.", "taro@example.co.jp")]
    [InlineData("taro@example\u3002co\uff61jp", "taro@example.co.jp")]
    [InlineData("taro@日本語.jp", "taro@xn--wgv71a119e.jp")]
    [InlineData("taro@XN--WGV71A119E.jp", "taro@xn--wgv71a119e.jp")]
    [InlineData("no address", "no address")]
    public void An_address_has_one_spelling(string typed, string canonical) => Mailbox.Canonical(typed).ShouldBe(canonical);

    [Fact]
    public void Half_a_sign_is_none() => Mailbox.Canonical("taro\ud800@example.co.jp").ShouldBe("taro\ufffd@example.co.jp");

    [Fact]
    public void Of_no_sign_that_nobody_sees_anything_is_left()
    {
        foreach (var c in Enumerable.Range(0, 0x10ffff).Where(c => c is < 0xd800 or > 0xdfff && System.Text.Rune.GetUnicodeCategory(new(c)) == System.Globalization.UnicodeCategory.Format))
        {
            Mailbox.Canonical("ta" + char.ConvertFromUtf32(c) + "ro@example.co.jp").ShouldBe("taro@example.co.jp", $"U+{c:X4}");
        }
    }

    [Theory]
    [InlineData("taro@example.jp", "taro@example.jp")]
    [InlineData("taro+shop@example.jp", "taro@example.jp")]
    [InlineData("+81@example.jp", "+81@example.jp")]
    public void A_tag_leads_to_the_same_mailbox(string address, string mailbox) => Mailbox.Of(address).ShouldBe(mailbox);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Forty_at_once_get_five_however_they_spell_it(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var invisible = new[] { "", "\u00ad", "\u200b", "\u2060", "\u034f", "\ufe0f", "+a", "+b" };
        var codes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => AskAsync(world, "browser", "192.0.2.1", $"taro{invisible[i % invisible.Length]}@example.co.jp"))));
        codes.Count(code => code).ShouldBe(EmailProofs.MostOfAskerInAnHour);
        (await world.ReadAsync(context => context.EmailCodes)).Count.ShouldBe(EmailProofs.MostOfAskerInAnHour);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Forty_browsers_of_one_network_at_once_leave_the_owner_codes(Engine engine)
    {
        await using var world = await World.CreateAsync(engine);
        var codes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => AskAsync(world, $"stranger{i}", "192.0.2.1", Email))));
        codes.Count(code => code).ShouldBe(EmailProofs.MostOfNetworkInAnHour);
        for (var i = 0; i < EmailProofs.MostOfAskerInAnHour; i++)
        {
            (await AskAsync(world, "owner", "198.51.100.7", Email)).ShouldBeTrue();
        }

        (await AskAsync(world, "owner", "198.51.100.7", Email)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_mailbox_is_not_filled_whoever_asks()
    {
        await using var world = await World.CreateAsync();
        for (var i = 0; i < EmailProofs.MostToMailboxInAnHour; i++)
        {
            (await AskAsync(world, $"browser{i}", $"192.0.2.{i}", $"taro+{i}@example.co.jp")).ShouldBeTrue();
        }

        (await AskAsync(world, "one more", "203.0.113.1", Email)).ShouldBeFalse();
        (await AskAsync(world, "one more", "203.0.113.1", "hanako@example.co.jp")).ShouldBeTrue();
        world.Clock.Advance(TimeSpan.FromHours(1));
        (await AskAsync(world, "one more", "203.0.113.1", Email)).ShouldBeTrue();
    }

    private static async Task<bool> AskAsync(World world, string person, string network, string email) =>
        (await new EmailProofs(world.Database, world.Clock).IssueAsync(new Asker(person, network), email, Cancellation)).Code is not null;
}
