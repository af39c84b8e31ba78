using System.Xml.Linq;
using HelpDesk.Storage;
using HelpDesk.Storage.Model;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Data;

/// <summary>
/// The keys of cookies in our database: they outlive a restart and all nodes have them. Not encrypted there: whoever reads
/// the database reads what the cookies lead to as well.
/// </summary>
internal sealed class KeyStore(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var context = database.Open();
        return [.. context.CookieKeys.OrderBy(row => row.Id).Select(row => row.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var context = database.Open();
        context.CookieKeys.Add(new CookieKeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}

internal static class KeyStoreSetup
{
    public static void AddKeyStore(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("HelpDesk");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new KeyStore(provider.GetRequiredService<Database>())));
    }
}
