using static HelpDesk.Conversation.Settings.SettingKind;

namespace HelpDesk.Conversation.Settings;

/// <summary>
/// Every setting there is, of the host and of the command line: what is not here stops the start. docs/settings.md says what each
/// does; a test holds this list against that page and against the options that the sections are bound to.
/// </summary>
public static class KnownSettings
{
    /// <summary>The language of the programs' messages; also a variable of its own name.</summary>
    public const string Language = "HELPDESK_LANG";

    /// <summary>Names the settings file, so it cannot stand in it.</summary>
    public const string File = "Settings";

    private const int LastPort = 65_535;

    public static IReadOnlyList<KnownSetting> All { get; } =
    [
        new(Language, Choice) { Choices = ["ja", "en"] },
        new(File, Text),
        new("Knowledge:Directory", Text),
        new("Database:Sqlite", Text),
        new("Database:Postgres", Secret),
        .. Desk(),
        new("Site:Addresses", List),
        new("Site:SearchesPerMinute", Number),
        new("Chat:EmbedOrigins", List),
        new("Chat:TokensPerMinute", Number),
        new("Chat:EmailsPerMinute", Number),
        new("DirectLine:Secret", Secret),
        new("DirectLine:PreviousSecret", Secret),
        new("DirectLine:AllowedOrigins", List),
        new("DirectLine:TrustedProxies", List),
        new("DirectLine:ArticleAddress", Text),
        new("DirectLine:MessagesPerMinute", Number),
        new("DirectLine:ConversationsPerHour", Number),
        new("DirectLine:ReadsPerMinute", Number),
        new("DirectLine:SocketsPerAddress", Number),
        new("Mail:Host", Text),
        new("Mail:Port", Number) { Most = LastPort },
        new("Mail:From", Text),
        new("Mail:User", Text),
        new("Mail:Password", Secret),
        new("Mail:Tls", Choice) { Choices = ["StartTls", "Implicit", "None"] },
        new("Files:Folder", Text),
        new("Files:DaysWithoutTicket", Number),
        new("Files:ImagesAtOnce", Number),
        new("Files:MegabytesOfPersonInADay", Number),
        new("Files:MegabytesInAll", Number),
        new("Files:MegabytesLeftFree", Number),
        new("Files:Reading:SearchPath", Text),
        new("Files:Reading:Seconds", Number),
        new("Files:Reading:Megabytes", Number),
        new("Files:Reading:AtOnce", Number),
        .. AzureLanguage(),
        .. Teams(),
    ];

    /// <summary>Sections and keys of ASP.NET Core's own, in files and on the command line; what is below them is its business.</summary>
    public static IReadOnlyList<string> OfTheFramework { get; } =
    [
        "Logging", "Kestrel", "AllowedHosts", "urls", "http_ports", "https_ports", "https_port", "environment", "contentRoot", "applicationName",
        "webRoot", "hostBuilder", "shutdownTimeoutSeconds", "captureStartupErrors", "detailedErrors", "hostingStartupAssemblies",
        "hostingStartupExcludeAssemblies", "preventHostingStartup", "preferHostingUrls", "suppressStatusMessages", "startupAssembly", "forwardedHeaders_Enabled",
    ];

    private static IEnumerable<KnownSetting> Desk() =>
    [
        new("Contacts:HelpDesk", Text),
        new($"Contacts:Operators:{KnownSetting.Area}", Text),
        new("BusinessHours:Opens", Text),
        new("BusinessHours:Closes", Text),
        new("Targets:Urgent:FirstResponse", Text),
        new("Targets:Urgent:Resolution", Text),
        new("Targets:High:FirstResponse", Text),
        new("Targets:High:Resolution", Text),
        new("Targets:Normal:FirstResponse", Text),
        new("Targets:Normal:Resolution", Text),
        new("Targets:Low:FirstResponse", Text),
        new("Targets:Low:Resolution", Text),
        new("SecondCheck:Roles", List),
        new("SecondCheck:OtherNumbers", Flag),
        new("SecondCheck:OtherCompanies", Flag),
        new("Replies:UndoSeconds", Number) { Least = 0, Most = 60 },
        new("OpenId:Authority", Text),
        new("OpenId:ClientId", Text),
        new("OpenId:ClientSecret", Secret),
    ];

    private static IEnumerable<KnownSetting> AzureLanguage() =>
    [
        new("Language:Endpoint", Text),
        new("Language:Credential", Choice) { Choices = ["Key", "ManagedIdentity", "ClientSecret", "None"] },
        new("Language:Key", Secret),
        new("Language:TenantId", Text),
        new("Language:ClientId", Text),
        new("Language:ClientSecret", Secret),
        new("Language:Uses", List),
        new("Language:Seconds", Number) { Most = 100 },
        new("Language:DocumentsPerDay", Number),
    ];

    private static IEnumerable<KnownSetting> Teams() =>
    [
        new("BotFramework:AppId", Text),
        new("BotFramework:TenantId", Text),
        new("BotFramework:Credential", Choice) { Choices = ["Secret", "Certificate", "ManagedIdentity"] },
        new("BotFramework:ClientSecret", Secret),
        new("BotFramework:ClientSecretExpires", Date),
        new("BotFramework:CertificateFile", Text),
        new("BotFramework:CertificatePassword", Secret),
        new("BotFramework:MetadataUrl", Text),
        new("BotFramework:TokenIssuer", Text),
        new("BotFramework:LoginUrl", Text),
        new("BotFramework:TokenResource", Text),
        new("BotFramework:ServiceHosts", List),
        new("BotFramework:FileHosts", List),
        new("BotFramework:AllowedTenants", List),
        new("BotFramework:Channels", List),
        new("BotFramework:PublicAddress", Text),
        new($"BotFramework:Tenants:{KnownSetting.Id}:Company", Text),
        new($"BotFramework:Tenants:{KnownSetting.Id}:CompanyCode", Text),
        new("BotFramework:AgentsChannel:Conversation", Text),
        new("BotFramework:AgentsChannel:ServiceUrl", Text),
        new("BotFramework:AgentsChannel:TenantId", Text),
        new($"BotFramework:AgentsChannel:Agents:{KnownSetting.Id}", Text),
        new("BotFramework:AgentsChannel:Everyone", Flag),
        new("BotFramework:AgentsChannel:Teams", List),
        new("BotFramework:AnonymousInDevelopment", Flag),
    ];
}
