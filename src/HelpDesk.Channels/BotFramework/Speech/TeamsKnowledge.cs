using HelpDesk.Conversation.Answering;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Channels.BotFramework.Speech;

/// <summary>The kb as it is now: it may be replaced between two calls.</summary>
/// <param name="ArticlePath">Path of an article's page, by language («ja», «en») and id; null where there are no pages.</param>
public sealed record TeamsKnowledge(Func<AnswerDesk> Desk, Func<Bot> Bot, Func<string, string, string>? ArticlePath = null);
