using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests;

public class TicketNumberTests
{
    [Theory]
    [InlineData("HD-2026-000123", "HD-2026-000123")]
    [InlineData("ｈｄ－２０２６－１２３", "HD-2026-000123")]
    [InlineData("hd-2026-123", "HD-2026-000123")]
    public void Any_spelling_is_read(string typed, string number)
    {
        TicketNumber.TryParse(typed, out var read).ShouldBeTrue();
        read.ShouldBe(number);
    }

    [Theory]
    [InlineData("HD-2026-0")]
    [InlineData("ERR_20040")]
    [InlineData("")]
    public void What_is_no_number_is_not_read(string typed) => TicketNumber.TryParse(typed, out _).ShouldBeFalse();
}
