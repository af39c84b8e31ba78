using System.Net;
using System.Net.Sockets;

namespace HelpDesk.EndToEnd.Tests;

/// <summary>A client without a browser that comes from an address of its own: the host counts what an address asks in a minute.</summary>
internal static class Neighbour
{
    private static int addresses;

    public static HttpClient Of(string address, CookieContainer? cookies = null) => From($"127.0.1.{Interlocked.Increment(ref addresses)}", address, cookies);

    public static HttpClient From(string own, string address, CookieContainer? cookies = null) => new(new SocketsHttpHandler
    {
        CookieContainer = cookies ?? new CookieContainer(), AllowAutoRedirect = false, UseProxy = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(own), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri(address),
    };
}
