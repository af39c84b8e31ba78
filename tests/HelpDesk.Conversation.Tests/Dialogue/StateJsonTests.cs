using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HelpDesk.Conversation.Dialogue;

namespace HelpDesk.Conversation.Tests.Dialogue;

/// <summary>What is written by hand is what the serializer would write, so that it reads it and earlier programs do.</summary>
public sealed class StateJsonTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter<Step>() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Matter Full = new()
    {
        Said = ["ログインできない\n「認証に\"失敗\"」\\ \t\r\u0001\u2028", "😀 half \ud83d", ""], Symptom = "ACCM\u001b001", Shown = ["1-01", "1-02"], Unsolved = true, Latest = 2, Failed = ["1-01"], InquiryType = "login", Owner = "operator", FirstOwner = "administrator",
        FirstWasAsked = true, Facts = new Dictionary<string, string> { ["area"] = "03", ["人\"名"] = "徳丸" }, Formers = [new Former("area", "01"), new Former("place", "札幌")], Declined = ["voltage"], Excuses = new Dictionary<string, string> { ["voltage"] = "まだ\"決まって\"いない" }, NoNumber = "123",
        Checks = [new Checked("1-01", 0, "ok"), new Checked("1-02", 2, "unknown", "わからない")], AreaWasAsked = true, DetailsWereAsked = true, Urgent = true, OwnerIsSure = true,
    };

    private static readonly DialogueState FullState = new()
    {
        Language = "ja", Step = Step.Collecting, Matter = Full, Later = Full with { Said = ["あとで"] }, Offered = ["a", "b"], Clarification = "c", Inquiry = new Inquiry("area", true, true, true, 2, true), Ticket = "T-1", Replied = "T-2",
        Follows = "T-3", Misses = 3, LastText = "最後", LastSaid = -7, Files = [new IncomingFile("f", "画面.png", "image/png", 12)], PictureText = "絵", About = new Dictionary<string, string> { ["company"] = "潮見" }, Sent = new Dictionary<string, string> { ["voltage"] = "低圧" }, Check = 4,
    };

    [Fact]
    public void Every_letter_is_written_as_the_serializer_writes_it()
    {
        foreach (var letter in Enumerable.Range(0, char.MaxValue + 1).Select(c => ((char)c).ToString()).Append("a😀b\n").Append("\ud83d\n\"").Append("\udc00あ"))
        {
            new JsonText().Begin().Member("t", letter).End().Finish().ShouldBe(JsonSerializer.Serialize(new { t = letter }, Options), $"U+{(int)letter[0]:X4}");
        }
    }

    [Fact]
    public void A_state_is_written_as_the_serializer_writes_it()
    {
        // A new property has to be written too: here every one has a value.
        foreach (var part in (object[])[FullState, Full, FullState.Inquiry!])
        {
            foreach (var property in part.GetType().GetProperties().Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always } && property.CanWrite))
            {
                var value = property.GetValue(part);
                value.ShouldNotBe(property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null, property.Name);
            }
        }

        foreach (var state in (DialogueState[])[FullState, DialogueState.New, new DialogueState { Matter = new Matter(), Inquiry = new Inquiry(null) }, FullState with { Step = Step.Solved, Later = null, Files = [] }])
        {
            state.Write().ShouldBe(JsonSerializer.Serialize(state, Options));
            JsonSerializer.Serialize(DialogueState.Read(state.Write()), Options).ShouldBe(DialogueState.Read(state.Write()).Write());
        }
    }
}
