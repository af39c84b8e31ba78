using System.Text;
using HelpDesk.Search.Asking;
using HelpDesk.Search.Index;

namespace HelpDesk.Search.Tests;

/// <summary>An index on the disk: what lasts, what is made anew, what goes for good.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("helpdesk-search-").FullName;

    private string Folder => Path.Combine(root, "index");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void What_was_committed_lasts_with_its_mark_and_what_was_not_is_gone()
    {
        using (var index = TextIndex.Create(Folder))
        {
            index.Put(Shelf.Text(1, "廃止取次"));
            index.Commit(new Dictionary<string, string> { ["seq"] = "17" });
            index.Put(Shelf.Text(2, "廃止照会"));
        }

        using var again = TextIndex.Open(Folder, out var mark).ShouldNotBeNull();
        mark.ShouldBe(new Dictionary<string, string> { ["seq"] = "17" });
        Find(again, "廃止").ShouldBe([1]);
    }

    [Fact]
    public void Where_there_is_none_or_none_was_finished_it_has_to_be_made()
    {
        TextIndex.Open(Folder, out _).ShouldBeNull();
        using (var index = TextIndex.Create(Folder))
        {
            index.Put(Shelf.Text(1, "廃止取次"));
        }

        TextIndex.Open(Folder, out var mark).ShouldBeNull();
        mark.ShouldBeEmpty();
        using var anew = TextIndex.Create(Folder);
        Find(anew, "廃止").ShouldBeEmpty();
    }

    [Fact]
    public void The_folder_is_its_owners_alone()
    {
        using var index = TextIndex.Create(Folder);
        File.GetUnixFileMode(Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_folder_that_is_open_elsewhere_is_refused()
    {
        using var index = TextIndex.Create(Folder);
        index.Commit(new Dictionary<string, string>());
        Should.Throw<IOException>(() => TextIndex.Open(Folder, out _));
        Should.Throw<IOException>(() => TextIndex.Create(Folder));
    }

    [Fact]
    public void Damage_is_found_in_every_file()
    {
        using (var index = TextIndex.Create(Folder))
        {
            for (var i = 1; i <= 50; i++)
            {
                index.Put(Shelf.Text(i, $"廃止取次 {i} の件、東京都"));
            }

            index.Commit(new Dictionary<string, string>());
        }

        var damaged = 0;
        foreach (var file in Directory.EnumerateFiles(Folder).Where(file => !file.EndsWith("write.lock", StringComparison.Ordinal) && new FileInfo(file).Length > 40).Order(StringComparer.Ordinal).ToList())
        {
            var whole = File.ReadAllBytes(file);
            File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
            using (var opened = TextIndex.Open(Folder, out _))
            {
                opened.ShouldBeNull(Path.GetFileName(file));
            }

            var copy = Directory.CreateDirectory(Path.Combine(root, Path.GetFileName(file))).FullName;
            Directory.EnumerateFiles(Folder).ToList().ForEach(one => File.Copy(one, Path.Combine(copy, Path.GetFileName(one))));
            using (var anew = TextIndex.Create(copy))
            {
                anew.Count.ShouldBe(0, "made anew over the damage");
            }

            File.WriteAllBytes(file, whole);
            damaged++;
        }

        damaged.ShouldBeGreaterThan(0);
        using var good = TextIndex.Open(Folder, out _).ShouldNotBeNull();
        Find(good, "東京").Count.ShouldBe(50);
    }

    [Fact]
    public void What_was_removed_and_purged_stands_in_no_file()
    {
        using var index = TextIndex.Create(Folder);
        index.Put(Shelf.Text(1, "秘匿氏名 zebra7731"));
        index.Put(Shelf.Text(2, "ほかの件"));
        index.Commit(new Dictionary<string, string>());
        Stands("zebra7731").ShouldBeTrue("else the test proves nothing");

        index.Remove(1);
        index.Purge();
        index.Commit(new Dictionary<string, string>());

        Find(index, "ほか").ShouldBe([2]);
        Stands("zebra7731").ShouldBeFalse();
    }

    private bool Stands(string text) => Directory.EnumerateFiles(Folder).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static IReadOnlyList<long> Find(TextIndex index, string typed)
    {
        index.Refresh();
        return index.Search(Shelf.Read(typed), new SearchRights(null), SearchOrder.Newest, 0, 100).Ids;
    }
}
