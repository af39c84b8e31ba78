using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// What .NET calls in a host that is started with DOTNET_STARTUP_HOOKS: whoever connects to the port is told how many bytes of managed
/// memory are in use once everything that can be has been collected. The runtime looks for this very name, in no namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>Environment variable with the port of loopback.</summary>
    public const string Port = "HELPDESK_BENCHMARK_HEAP";

    public static void Initialize()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(Port), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            new Thread(() => Tell(port)) { IsBackground = true }.Start();
        }
    }

    private static void Tell(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        while (true)
        {
            using var asking = listener.AcceptTcpClient();
            for (var i = 0; i < 3; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            asking.GetStream().Write(Encoding.ASCII.GetBytes(GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture)));
        }
    }
}
