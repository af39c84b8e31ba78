using HelpDesk.Web.Tests.Rooms;

namespace HelpDesk.Web.Tests;

/// <summary>In each project of src every folder uses only folders below it (ARCHITECTURE.md draws the floors): no way leads back.</summary>
public class RoomsTests
{
    public static TheoryData<string> Projects { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_rooms_use_each_other_in_a_circle(string project) => ProjectRooms.Of(ProgramOf(project), project).Circles().ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_floors_are_as_they_are_drawn(string project)
    {
        var rooms = ProjectRooms.Of(ProgramOf(project), project);
        foreach (var (of, floors) in Drawn(project))
        {
            string? RoomOf(string space) => space == of ? "·" : space.StartsWith(of + ".", StringComparison.Ordinal) ? space[(of.Length + 1)..].Split('.')[0] : null;
            int FloorOf(string? room) => floors.FindIndex(floor => floor.Contains(room));

            rooms.All.Select(RoomOf).OfType<string>().Where(room => FloorOf(room) < 0).ShouldBeEmpty($"{of}: not drawn in ARCHITECTURE.md");
            rooms.Uses.Select(use => (From: RoomOf(use.From), To: RoomOf(use.To), use.Types)).Where(use => use.From is not null && use.To is not null && use.From != use.To)
                .Where(use => FloorOf(use.From) >= FloorOf(use.To)).ShouldBeEmpty($"{of}: what is used is not drawn below who uses it in ARCHITECTURE.md");
        }
    }

    [Fact]
    public void A_circle_is_told_with_the_types_that_make_it() =>
        ProjectRooms.Of(typeof(RoomsTests).Assembly.Location, "HelpDesk.Web.Tests.Rooms.Round").Circles().ShouldBe(
        [
            "HelpDesk.Web.Tests.Rooms.Round.Hall uses HelpDesk.Web.Tests.Rooms.Round.Kitchen (Table: Cook); "
            + "HelpDesk.Web.Tests.Rooms.Round.Kitchen uses HelpDesk.Web.Tests.Rooms.Round.Hall (Stove: Table)",
        ]);

    /// <summary>The rows of ARCHITECTURE.md's floors for a project and for folders of it, from the top.</summary>
    private static IEnumerable<(string Of, List<string[]> Floors)> Drawn(string project)
    {
        var name = project["HelpDesk.".Length..];
        return File.ReadLines(Path.Combine(Checkout.Root, "ARCHITECTURE.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 4)
            .SkipWhile(cells => cells[1] != name).TakeWhile(cells => cells[1] == name || cells[1].StartsWith('–'))
            .Select(cells => (cells[1] == name ? project : $"{project}.{cells[1][1..].Trim()}", cells[2].Split('→').Select(floor => floor.Split(',', StringSplitOptions.TrimEntries)).ToList()));
    }

    /// <summary>As it was built beside these tests.</summary>
    private static string ProgramOf(string project)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = Path.Combine(Checkout.Root, "src", project, "bin", built.Parent!.Name, built.Name);
        return new[] { project, "helpdesk" }.Select(name => Path.Combine(folder, name + ".dll")).First(File.Exists);
    }
}
