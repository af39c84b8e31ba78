using System.Text.Json;
using HelpDesk.Conversation.Dialogue;
using HelpDesk.Storage.Model;
using HelpDesk.Storage.Outbox;
using HelpDesk.Storage.Sessions;
using HelpDesk.Storage.Tickets;

namespace HelpDesk.Storage.Turns;

/// <summary>A turn was decided on a state that another turn has replaced since, its message was accepted by another node, or its speaker was forgotten.</summary>
internal sealed class StaleTurnException() : Exception("Decided on an older state.");

/// <summary>Writes decided turns in one transaction: messages, replies, states, questions, tickets.</summary>
internal sealed class TurnWriter(Database database, Session session, DateTimeOffset now, AgentsBoard? board = null, bool withholdsQuestions = false)
{
    /// <exception cref="StaleTurnException">Nothing is written.</exception>
    public async Task<IReadOnlyList<AcceptedTurn>> WriteAsync(IReadOnlyList<Decision> decisions)
    {
        await session.BeginAsync();
        var at = now.UtcTicks;
        var accepted = await session.ExecuteAsync(TurnSql.AcceptOf, [.. decisions.Select(d => new object?[] { d.Message.Channel, d.Message.Conversation, d.Message.Activity, at, d.Message.Person, d.Message.Since })]);
        if (accepted != decisions.Count)
        {
            throw new StaleTurnException();
        }

        await session.ExecuteAsync(TurnSql.AcceptFile, [.. decisions.SelectMany(d => (d.Message.Message.Files ?? []).Select(file => new object?[] { file.Id, at }))]);
        await ActAsync(decisions);
        var kept = await session.ExecuteAsync(ConversationSql.Keep, [.. decisions.Select(d => Conversation(d, at))]);
        if (kept != decisions.Count)
        {
            throw new StaleTurnException();
        }

        await session.ExecuteAsync(ConversationSql.Say, [.. decisions.SelectMany(d => Outbox(d, at))]);
        await session.CommitAsync();
        return [.. decisions.Select(d => new AcceptedTurn(false, d.Replies, Count(d) == 0 ? 0 : d.Before.Sequence + 1))];
    }

    private static int Count(Decision d) => d.Said.Count + (d.Message.Echo is null ? 0 : 1);

    private static object?[] Conversation(Decision d, long at) =>
    [
        d.Message.Channel, d.Message.Conversation, d.Message.Person, d.State, d.Before.Version + 1, d.Before.Sequence + Count(d),
        d.Message.KeepsTranscript, d.Message.Reference, at,
    ];

    private static IEnumerable<object?[]> Outbox(Decision d, long at)
    {
        var (m, sequence) = (d.Message, d.Before.Sequence);
        if (m.Echo is not null)
        {
            yield return [m.Channel, m.Conversation, ++sequence, m.Activity, null, m.Echo, at, nameof(DeliveryState.Delivered), at];
        }

        // A transcript is read: what stands in it has arrived.
        var (state, delivered) = m.KeepsTranscript || m.AnsweredAtOnce ? (nameof(DeliveryState.Delivered), (long?)at) : (nameof(DeliveryState.Pending), null);
        foreach (var reply in d.Said)
        {
            yield return [m.Channel, m.Conversation, ++sequence, m.Activity, reply, null, at, state, delivered];
        }
    }

    private async Task ActAsync(IReadOnlyList<Decision> decisions)
    {
        await session.ExecuteAsync(TurnSql.Solved, [.. decisions.SelectMany(d => d.Turn.Acts.OfType<NoteSolved>().Select(solved => new object?[] { d.Message.Channel, d.Message.Conversation, solved.Solved }))]);
        await session.ExecuteAsync(TurnSql.Note, [.. decisions.SelectMany(d => d.Questions.Select(note => Question(d.Message, note)))]);
        var onTickets = decisions.Where(d => d.TouchesTickets).ToList();
        if (onTickets.Count == 0)
        {
            return;
        }

        await using var tickets = new TicketActs(database, session, now, board);
        foreach (var decision in onTickets)
        {
            await tickets.ApplyAsync(decision);
        }

        await tickets.SaveAsync();
    }

    private object?[] Question(AcceptedMessage message, NoteQuestion note) =>
    [
        message.Channel, message.Conversation, now.UtcTicks, withholdsQuestions ? "" : note.Text, note.Outcome, note.Symptom,
        JsonSerializer.Serialize(note.Articles, JsonSerializerOptions.Default), note.Language,
    ];
}
