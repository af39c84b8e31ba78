namespace HelpDesk.Channels.DirectLine.Wire;

/// <summary>Settings of the web channel, section «DirectLine».</summary>
public sealed class DirectLineOptions
{
    public const string Section = "DirectLine";

    /// <summary>The channel's name in the database.</summary>
    public const string Channel = "webchat";

    /// <summary>Characters of a secret at least.</summary>
    public const int ShortestSecret = 32;

    /// <summary>Stands for an article's id in <see cref="ArticleAddress"/>.</summary>
    public const string ArticleId = "{ID}";

    public const int DefaultMessagesPerMinute = 30;

    /// <summary>A company's people share one address.</summary>
    public const int DefaultConversationsPerHour = 200;

    public const int DefaultSocketsPerAddress = 200;

    /// <summary>A client that polls asks every second, at the fastest every 200 ms.</summary>
    public const int DefaultReadsPerMinute = 300;

    /// <summary>What a page elsewhere shows to get tokens (tokens/generate). Null: there is no such endpoint.</summary>
    public string? Secret { get; set; }

    /// <summary>The secret before, while pages still use it.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>Pages elsewhere that may embed the chat, as browsers name them: https://shop.example.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses or networks (10.0.0.0/8).</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// Address of an article in the help centre, {ID} being its id: https://help.example/articles/{ID}. Clients open whole
    /// addresses only; null: the names of articles stand without a link.
    /// </summary>
    public string? ArticleAddress { get; set; }

    /// <summary>Messages that one person may send in a minute.</summary>
    public int MessagesPerMinute { get; set; } = DefaultMessagesPerMinute;

    /// <summary>Conversations that one address may begin in an hour.</summary>
    public int ConversationsPerHour { get; set; } = DefaultConversationsPerHour;

    /// <summary>How often one person may read in a minute: activities, reconnects, renewed tokens.</summary>
    public int ReadsPerMinute { get; set; } = DefaultReadsPerMinute;

    /// <summary>Sockets that one address may hold open.</summary>
    public int SocketsPerAddress { get; set; } = DefaultSocketsPerAddress;
}
