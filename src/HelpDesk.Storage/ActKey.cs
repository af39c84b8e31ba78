namespace HelpDesk.Storage;

/// <summary>The message by which a person asks for an act, in a channel that may hand it in twice.</summary>
public sealed record ActKey(string Channel, string Conversation, string Activity);
