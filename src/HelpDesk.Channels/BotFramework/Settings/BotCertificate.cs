using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HelpDesk.Channels.BotFramework.Settings;

/// <summary>The bot's certificate in a file.</summary>
internal static class BotCertificate
{
    /// <returns>Null where the file is missing, unreadable, or holds no private key.</returns>
    public static X509Certificate2? Read(string path, string password)
    {
        try
        {
            var certificate = path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? password.Length == 0 ? X509Certificate2.CreateFromPemFile(path) : X509Certificate2.CreateFromEncryptedPemFile(path, password)
                : X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return certificate.HasPrivateKey ? certificate : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
