using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HelpDesk.Benchmarks;

/// <summary>A page of the desk as an open browser window holds it: loaded, its circuit begun, every rendering received and acknowledged; nothing is drawn.</summary>
internal sealed partial class OpenDesk : IAsyncDisposable
{
    private readonly HubConnection connection;
    private int drawn;

    private OpenDesk(HubConnection connection) => this.connection = connection;

    /// <summary>Told of each rendering's bytes, on the thread that received it.</summary>
    public event Action<byte[]>? Rendered;

    /// <param name="cookies">Of somebody who is signed in.</param>
    public static async Task<OpenDesk> OpenAsync(HttpClient client, CookieContainer cookies, string path)
    {
        var page = await client.GetStringAsync(path);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(client.BaseAddress!, "_blazor"), options => options.Cookies = cookies);
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        var desk = new OpenDesk(builder.Build());
        desk.Answer();
        await desk.connection.StartAsync();
        var state = State().Match(page).Groups[1].Value;
        var address = new Uri(client.BaseAddress!, path).ToString();
        if (await desk.connection.InvokeAsync<string?>("StartCircuit", client.BaseAddress!.ToString(), address, "[]", state) is null)
        {
            throw new InvalidOperationException("The host begins no circuit.");
        }

        var operations = Marker().Matches(page).Select((marker, i) => string.Create(CultureInfo.InvariantCulture, $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker.Groups[1].Value}}}"""));
        await desk.connection.SendAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state);
        for (var tries = 0; Volatile.Read(ref desk.drawn) == 0; tries++)
        {
            if (tries == 600)
            {
                throw new InvalidOperationException("The host renders nothing.");
            }

            await Task.Delay(50);
        }

        return desk;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Answer()
    {
        connection.On("JS.RenderBatch", [typeof(int), typeof(byte[])], async arguments =>
        {
            Rendered?.Invoke((byte[])arguments[1]!);
            Interlocked.Increment(ref drawn);
            await connection.SendAsync("OnRenderCompleted", (int)arguments[0]!, (string?)null);
        });
        // Scripts of the page's own: done, without a result.
        connection.On("JS.BeginInvokeJS", [typeof(long), typeof(string), typeof(string), typeof(int), typeof(long), typeof(int)], async arguments =>
        {
            if ((long)arguments[0]! != 0)
            {
                await connection.SendAsync("EndInvokeJSFromDotNet", (long)arguments[0]!, true, string.Create(CultureInfo.InvariantCulture, $"[{arguments[0]},true,null]"));
            }
        });
        connection.On("JS.AttachComponent", [typeof(int), typeof(string)], _ => Task.CompletedTask);
        connection.On("JS.EndUpdateRootComponents", [typeof(long)], _ => Task.CompletedTask);
        connection.On("JS.Error", [typeof(string)], arguments => Console.Error.WriteLineAsync($"The host ends a circuit: {arguments[0]}"));
    }

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->", RegexOptions.Singleline, 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline, 1000)]
    private static partial Regex State();

    /// <summary>Blazor's wire is MessagePack's under a name of its own.</summary>
    [SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
    private sealed class BlazorPack : IHubProtocol
    {
        private readonly MessagePackHubProtocol inner = new(Options.Create(new MessagePackHubProtocolOptions()));

        public string Name => "blazorpack";

        public int Version => inner.Version;

        public TransferFormat TransferFormat => inner.TransferFormat;

        public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

        public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

        public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) => inner.TryParseMessage(ref input, binder, out message);

        public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);
    }
}
