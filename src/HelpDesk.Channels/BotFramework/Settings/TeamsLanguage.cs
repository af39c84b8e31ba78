namespace HelpDesk.Channels.BotFramework.Settings;

/// <summary>In which language this program speaks to those who run it and to agents: «ja» or «en».</summary>
internal sealed record TeamsLanguage(string Language);
