using HelpDesk.Attachments.Reading;
using Microsoft.Extensions.Time.Testing;

namespace HelpDesk.Attachments.Tests;

/// <summary>Whatever tesseract does, the limits hold. A script of this name stands in its place.</summary>
[Collection(nameof(Processes))]
public sealed class ScreenTextLimitTests : IDisposable
{
    private const string Languages = "if [ \"$1\" = --list-langs ]; then printf 'List of available languages (2):\\neng\\njpn\\n'; exit 0; fi\n";

    private readonly string root = Directory.CreateTempSubdirectory("helpdesk-tesseract-").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly byte[] picture = Screens.Blank(40, 20, 0xffffffff).AsPng();

    [Fact]
    public async Task Without_tesseract_reading_is_unavailable()
    {
        using var screenText = new ScreenText(new ScreenTextOptions { SearchPath = root }, time);
        (await screenText.IsAvailableAsync()).ShouldBeFalse();
        (await screenText.ReadAsync("taro", picture, Stop)).Outcome.ShouldBe(ReadingOutcome.Unavailable);
    }

    [Theory]
    [InlineData("printf 'eng\\nosd\\n'")]
    [InlineData("printf 'jpn_vert\\n'")]
    [InlineData("printf 'jpn\\n'; exit 1")]
    [InlineData("exit 1")]
    public async Task A_tesseract_without_Japanese_or_out_of_order_is_unavailable(string script)
    {
        using var screenText = WithTesseract(script);
        (await screenText.IsAvailableAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_cannot_be_run_is_unavailable()
    {
        await File.WriteAllTextAsync(Path.Combine(root, "tesseract"), "no program", Stop);
        using var screenText = new ScreenText(new ScreenTextOptions { SearchPath = root }, time);
        (await screenText.IsAvailableAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Its_languages_are_asked_for_once()
    {
        using var screenText = WithTesseract($"echo \"$1\" >> '{root}/asked'\n{Languages}");
        await screenText.IsAvailableAsync();
        await screenText.ReadAsync("taro", picture, Stop);
        await screenText.ReadAsync("taro", picture, Stop);
        (await File.ReadAllLinesAsync(Path.Combine(root, "asked"), Stop)).Count(line => line == "--list-langs").ShouldBe(1);
    }

    /// <summary>The pipe ends when nobody holds it any more: neither the script nor the program that it has started.</summary>
    [Fact]
    public async Task One_that_hangs_is_killed_with_all_it_has_started()
    {
        var pipe = await MakePipeAsync();
        using var screenText = WithTesseract($"{Languages}exec 3> '{pipe}'\necho begun >&3\nsleep 100000 &\nwait\n", new ScreenTextOptions { Time = TimeSpan.FromSeconds(20) });
        var reading = screenText.ReadAsync("taro", picture, Stop);
        using var signs = new StreamReader(await OpenAsync(pipe));
        (await signs.ReadLineAsync(Stop)).ShouldBe("begun");

        time.Advance(TimeSpan.FromSeconds(19.999));
        reading.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(.001));

        (await reading).ShouldBe(new ScreenReading(ReadingOutcome.TimedOut, ""));
        (await signs.ReadToEndAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_who_leaves_stops_it()
    {
        var pipe = await MakePipeAsync();
        using var leaving = new CancellationTokenSource();
        using var screenText = WithTesseract($"{Languages}exec 3> '{pipe}'\necho begun >&3\nexec sleep 100000\n");
        var reading = screenText.ReadAsync("taro", picture, leaving.Token);
        using var signs = new StreamReader(await OpenAsync(pipe));
        (await signs.ReadLineAsync(Stop)).ShouldBe("begun");
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        (await signs.ReadToEndAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Waiting_for_a_turn_counts_as_time()
    {
        var pipe = await MakePipeAsync();
        using var screenText = WithTesseract($"{Languages}exec 3> '{pipe}'\necho begun >&3\nexec sleep 100000\n", new ScreenTextOptions { MostAtOnce = 1 });
        var first = screenText.ReadAsync("taro", picture, Stop);
        using var signs = new StreamReader(await OpenAsync(pipe));
        (await signs.ReadLineAsync(Stop)).ShouldBe("begun");
        var second = screenText.ReadAsync("taro", picture, Stop);
        second.IsCompleted.ShouldBeFalse();
        time.Advance(new ScreenTextOptions().Time);
        (await second).Outcome.ShouldBe(ReadingOutcome.TimedOut);
        (await first).Outcome.ShouldBe(ReadingOutcome.TimedOut);
        (await signs.ReadToEndAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_sends_many_has_only_so_many_waiting_and_does_not_take_the_turn_of_others()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var screenText = WithTesseract($"{Languages}exec sleep 100000\n", new ScreenTextOptions { MostAtOnce = 1 });
        (await screenText.IsAvailableAsync()).ShouldBeTrue();
        var many = Enumerable.Range(0, AttachmentLimits.MostImagesOfPerson).Select(_ => screenText.ReadAsync("flood", picture, leaving.Token)).ToList();
        (await screenText.ReadAsync("flood", picture, leaving.Token)).Outcome.ShouldBe(ReadingOutcome.TimedOut, "the clock stands still: there was no place to wait");
        var other = screenText.ReadAsync("hanako", picture, leaving.Token);
        other.IsCompleted.ShouldBeFalse("it waits for its turn");
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => other);
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(many));
    }

    [Fact]
    public async Task It_runs_with_its_limits_and_without_our_environment()
    {
        using var screenText = WithTesseract(Languages + "ulimit -v; echo \"$OMP_THREAD_LIMIT\"; env | cut -d= -f1 | sort | tr '\\n' ' '", new ScreenTextOptions { Memory = 512 * 1024 * 1024 });
        var lines = (await screenText.ReadAsync("taro", picture, Stop)).Text.Split('\n');
        lines[0].ShouldBe("524288");
        lines[1].ShouldBe("1");
        lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBeSubsetOf(["LC_ALL", "OMP_THREAD_LIMIT", "PATH", "PWD", "SHLVL", "OLDPWD", "_", "TESSDATA_PREFIX"]);
    }

    [Fact]
    public async Task It_gets_the_picture_in_a_private_folder_that_is_gone_afterwards()
    {
        using var screenText = WithTesseract(Languages + "head -c 2 \"$1\"; echo; stat -c %a \"$(dirname \"$1\")\"; dirname \"$1\"; echo \"$2 $3 $4\"");
        var lines = (await screenText.ReadAsync("taro", picture, Stop)).Text.Split('\n');
        lines[0].ShouldBe("P5");
        lines[1].ShouldBe("700");
        Directory.Exists(lines[2]).ShouldBeFalse();
        lines[3].ShouldBe("stdout -l jpn+eng");
    }

    [Fact]
    public async Task Of_a_flood_of_text_the_beginning_is_kept()
    {
        using var screenText = WithTesseract(Languages + "head -c 5000000 /dev/zero | tr '\\0' a", new ScreenTextOptions { LongestText = 1000 });
        (await screenText.ReadAsync("taro", picture, Stop)).Text.ShouldBe(new string('a', 1000));
    }

    [Fact]
    public async Task One_that_ends_with_an_error_fails_and_says_why_in_the_log()
    {
        using var screenText = WithTesseract(Languages + "echo 'no such thing' >&2; exit 3");
        var reading = await screenText.ReadAsync("taro", picture, Stop);
        (reading.Outcome, reading.Text).ShouldBe((ReadingOutcome.Failed, ""));
        reading.Reason.ShouldNotBeNull().ShouldContain("3: no such thing");
    }

    [Fact]
    public void Limits_of_nothing_stop_the_start()
    {
        foreach (var options in new ScreenTextOptions[] { new() { Time = TimeSpan.Zero }, new() { Memory = 0 }, new() { MostAtOnce = 0 }, new() { LongestText = 0 } })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => new ScreenText(options, time));
        }
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ScreenText WithTesseract(string script, ScreenTextOptions? options = null)
    {
        var file = Path.Combine(root, "tesseract");
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new ScreenText((options ?? new ScreenTextOptions()) with { SearchPath = $"{root}:/usr/bin:/bin" }, time);
    }

    private async Task<string> MakePipeAsync()
    {
        var pipe = Path.Combine(root, "signs");
        using var made = System.Diagnostics.Process.Start("mkfifo", [pipe]);
        await made.WaitForExitAsync(Stop);
        made.ExitCode.ShouldBe(0);
        return pipe;
    }

    /// <summary>Opening a pipe waits until someone opens its other end, so it may not block the test's own thread.</summary>
    private static Task<FileStream> OpenAsync(string pipe) => Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Stop);
}
