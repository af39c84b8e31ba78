using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Conversation.Dialogue;

/// <content>The whole form at once, for a page that asks everything in one go.</content>
public sealed partial class Bot
{
    /// <summary>Every detail that a receiver may need, who asks first; with what was filled in, and what is wrong with it.</summary>
    /// <param name="language">«ja» or «en».</param>
    /// <param name="values">By need id; a value that is empty or missing is simply not given.</param>
    public IReadOnlyList<FormField> Form(string language, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var state = DialogueState.New with { Language = language };
        return [.. routing.Needs.Where(need => need.Id != Needs.Screenshot).OrderBy(need => Needs.IsWanted(need.Id) ? 0 : 1).Select(need => Filled(state, need, values.GetValueOrDefault(need.Id)))];
    }

    private FormField Filled(DialogueState state, Need need, string? value)
    {
        var language = state.Language!;
        var given = string.IsNullOrWhiteSpace(value) ? null : answers.Read(need.Id, value);
        return new FormField(need.Id, need.NameIn(language), value)
        {
            Required = Needs.IsWanted(need.Id), Options = Options(need.Id, language), Error = given is { Value: null } ? Problem(state, given).Text : null,
        };
    }

    /// <summary>What a form says, each value that can be read.</summary>
    private Dictionary<string, string> Read(IReadOnlyDictionary<string, string>? values)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var need in routing.Needs)
        {
            if (values?.GetValueOrDefault(need.Id) is { Length: > 0 } value && answers.Read(need.Id, value).Value is { } good)
            {
                read[need.Id] = good;
            }
        }

        return read;
    }
}
