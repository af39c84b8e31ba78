using System.Net;
using System.Text.RegularExpressions;
using HelpDesk.Storage;
using HelpDesk.Storage.People;
using HelpDesk.Ticketing.People;
using HelpDesk.Ticketing.Tickets;
using OtpNet;

namespace HelpDesk.Benchmarks;

/// <summary>Somebody is invited, joins and signs in as anybody does.</summary>
internal static partial class DeskEntrance
{
    private const string Password = "a long phrase of ours";

    /// <returns>The cookies of an agent of the help desk's team who is signed in, and a client that has them.</returns>
    public static async Task<(HttpClient Client, CookieContainer Cookies)> EnterAsync(Uri address, Database database, string name)
    {
        var people = new DeskPeople(database, TimeProvider.System);
        await people.AddAsync(name, [DeskRole.Agent], [Ticket.HelpDesk], DeskAudit.Console, CancellationToken.None);
        var token = await people.InviteAsync(name, DeskAudit.Console, CancellationToken.None);
        var cookies = new CookieContainer();
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, UseProxy = false }) { BaseAddress = address };
        var join = await client.GetStringAsync($"desk/join/{token}");
        var totp = new Totp(Base32Encoding.ToBytes(Key().Match(join).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal)));
        await PostAsync(client, "desk/join", new()
        {
            ["__RequestVerificationToken"] = Field(join, "__RequestVerificationToken"), ["token"] = token!, ["key"] = Field(join, "key"), ["password"] = Password, ["again"] = Password, ["code"] = totp.ComputeTotp(),
        });
        var form = await client.GetStringAsync("desk/sign-in");
        await PostAsync(client, "desk/sign-in", new()
        {
            ["__RequestVerificationToken"] = Field(form, "__RequestVerificationToken"), ["name"] = name, ["password"] = Password, ["code"] = totp.ComputeTotp(), ["return"] = "/desk",
        });
        return (client, cookies);
    }

    private static async Task PostAsync(HttpClient client, string path, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static string Field(string page, string name) => WebUtility.HtmlDecode(Regex.Match(page, $"name=\"{name}\" value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    [GeneratedRegex("<code>([A-Z2-7 ]{20,})</code>", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
