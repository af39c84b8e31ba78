using System.Net;
using System.Net.Sockets;

namespace HelpDesk.Tests;

/// <summary>Ports for what a test starts.</summary>
internal static class LoopbackPort
{
    /// <summary>One on which nobody listens just now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
