namespace HelpDesk.Channels.Cards;

/// <summary>How a channel's cards send what a person enters.</summary>
public enum CardStyle
{
    /// <summary>Action.Submit: Web Chat, which knows no Action.Execute.</summary>
    Submit,

    /// <summary>Action.Execute, with Action.Submit for clients that do not know it: Teams.</summary>
    ExecuteWithSubmitFallback,
}
