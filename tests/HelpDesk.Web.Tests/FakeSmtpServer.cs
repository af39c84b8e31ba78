using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace HelpDesk.Web.Tests;

/// <summary>A mail server on a loopback port that takes every mail and keeps it; speaks as much of RFC 5321 as a client needs.</summary>
public sealed class FakeSmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Channel<Mail> mails = Channel.CreateUnbounded<Mail>();
    private readonly Task accepting;
    private readonly Func<string, string?> answers;

    /// <param name="refuses">Says no to every recipient.</param>
    public FakeSmtpServer(bool refuses = false)
        : this(verb => refuses && verb == "RCPT" ? "550 nobody here" : "")
    {
    }

    /// <param name="answers">What it says to a verb, to the end of a mail as «.»; nothing: what it always says; null: it is gone.</param>
    public FakeSmtpServer(Func<string, string?> answers)
    {
        this.answers = answers;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public sealed record Mail(string From, string To, string Source);

    /// <summary>The next mail, in the order of their coming.</summary>
    public async Task<Mail> NextAsync(CancellationToken cancellation) => await mails.Reader.ReadAsync(cancellation);

    public bool IsEmpty => mails.Reader.Count == 0;

    public async ValueTask DisposeAsync()
    {
        // Stopped before it is closed: a listener that is closed cannot be waited on.
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await ServeOneAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeOneAsync(TcpClient client)
    {
        try
        {
            await using var stream = client.GetStream();
            await ServeAsync(stream);
        }
        catch (IOException)
        {
            // The client has gone; the next may come.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var (from, to) = ("", "");
        await writer.WriteLineAsync("220 fake");
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "MAIL")
            {
                from = line;
            }
            else if (verb == "RCPT")
            {
                to = line;
            }
            else if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                await mails.Writer.WriteAsync(new Mail(from, to, await DataAsync(reader)), stop.Token);
                verb = ".";
            }

            if (answers(verb) is not { } said)
            {
                return;
            }

            await writer.WriteLineAsync(verb switch
            {
                _ when said.Length > 0 => said,
                "QUIT" => "221 bye",
                "EHLO" => "250-fake\r\n250 SMTPUTF8",
                _ => "250 fine",
            });
            if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<string> DataAsync(StreamReader reader)
    {
        var source = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".")
        {
            source.AppendLine(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line);
        }

        return source.ToString();
    }
}
