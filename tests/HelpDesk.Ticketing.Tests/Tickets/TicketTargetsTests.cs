using HelpDesk.Sources;
using HelpDesk.Ticketing.Tickets;

namespace HelpDesk.Ticketing.Tests.Tickets;

public class TicketTargetsTests
{
    [Fact]
    public void The_defaults_have_no_fault_and_the_more_urgent_is_never_later()
    {
        var targets = new TicketTargets();
        targets.Faults.ShouldBeEmpty();
        var byUrgency = Enum.GetValues<TicketPriority>().Order().Select(targets.Of).ToList();
        byUrgency.Select(times => times.FirstResponse).ShouldBeInOrder(SortDirection.Descending);
        byUrgency.Select(times => times.Resolution).ShouldBeInOrder(SortDirection.Descending);
    }

    [Theory]
    [InlineData("the shortest", 0.25, 0.25, "en", "")]
    [InlineData("the longest", 2000, 2000, "en", "")]
    [InlineData("nothing", 0, 8, "en", "Targets:High:FirstResponse: error SET005: «0» cannot be used. Write a number of business hours above 0 and up to 2000 (such as 0.5, 8, 40).")]
    [InlineData("too long", 8, 2000.5, "en", "Targets:High:Resolution: error SET005: «2000.5» cannot be used. Write a number of business hours above 0 and up to 2000 (such as 0.5, 8, 40).")]
    [InlineData("resolved before answered", 8, 7.5, "en", "Targets:High:Resolution: error SET006: The target for resolution, 7.5 hours, is shorter than the one for the first response, 8 hours (Targets:High:FirstResponse). Make it at least as long.")]
    [InlineData("resolved before answered", 8, 7.5, "ja", "Targets:High:Resolution: error SET006: 解決の目標 7.5 時間が、初回応答の目標 8 時間(Targets:High:FirstResponse)より短くなっています。解決を初回応答以上にしてください。")]
    public void What_cannot_be_used_is_said_exactly(string rule, double first, double resolution, string language, string said)
    {
        var targets = new TicketTargets { High = new TargetTimes { FirstResponse = TimeSpan.FromHours(first), Resolution = TimeSpan.FromHours(resolution) } };
        var texts = TextCatalog.Embedded(typeof(SettingFault).Assembly, "Texts", language);
        string.Join('\n', targets.Faults.Select(fault => fault.Describe(texts))).ShouldBe(said, rule);
    }
}
