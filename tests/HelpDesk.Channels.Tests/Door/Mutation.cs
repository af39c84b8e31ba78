using System.Text;
using System.Text.Json.Nodes;

namespace HelpDesk.Channels.Tests.Door;

/// <summary>An activity as a broken, careless or hostile client may send it: the same from the same seed.</summary>
/// <param name="Body">The bytes on the wire.</param>
/// <param name="Readable">What is needed to hear the words is untouched, save for signs that are cleaned away: they must arrive.</param>
internal sealed record Mutation(byte[] Body, bool Readable)
{
    private const string Marker = "\uE000";

    private static readonly string[] Raw =
    [
        "\\ud800", "\\udc00\\ud800", "\\u0000", "\\u0001", "\\u001b[31m", "\\u0085", "\\u009b", "\\u202e", "\\u2028", "\\uffff", "\\ufdd0", "\\b\\f", "\\/", "\ud83d\ude00", "\\ud83d", "\\ud83d\\ude00",
    ];

    /// <param name="needed">Members without which the words cannot be heard or answered; other mutations leave them alone.</param>
    public static Mutation Of(JsonObject activity, IReadOnlyCollection<string> needed, Random random)
    {
        var (mutated, readable, tail) = ((JsonObject)activity.DeepClone(), true, (byte[])[]);
        var raw = new List<string>();
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var hit = random.Next(12) == 0;
            var members = mutated.Select(member => member.Key).Where(key => hit || !needed.Contains(key)).ToList();
            var key = members.Count == 0 || random.Next(3) == 0 ? Anything(random) : members[random.Next(members.Count)];
            readable &= !needed.Contains(key);
            Change(mutated, key, random, raw);
        }

        // What is cleaned away may stand in the words themselves.
        if (readable && random.Next(3) == 0)
        {
            mutated["text"] = Marked(random, raw) + (string?)mutated["text"];
        }

        var json = Written(mutated, raw);
        var bytes = Encoding.UTF8.GetBytes(json);
        if (random.Next(20) == 0)
        {
            bytes = [.. Encoding.UTF8.Preamble, .. bytes];
        }

        if (random.Next(25) == 0)
        {
            // Bytes that are no UTF-8, where only a member that nobody reads holds them.
            tail = [0xed, 0xa0, 0x80, 0xff, 0xc0];
            bytes = [.. bytes.AsSpan(0, bytes.AsSpan().LastIndexOf((byte)'}')), .. ",\"odd\":\""u8, .. tail, .. "\"}"u8];
        }

        return new Mutation(bytes, readable);
    }

    /// <summary>One to four members changed, however deep they stand; what it was about need not be heard.</summary>
    public static byte[] Anywhere(JsonObject activity, Random random)
    {
        var (mutated, raw) = ((JsonObject)activity.DeepClone(), new List<string>());
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            // The activity itself is one of the places: there a member is added.
            List<JsonNode> places = [mutated, .. Below(mutated).Where(node => node is JsonObject or JsonArray)];
            switch (places[random.Next(places.Count)])
            {
                case JsonObject { Count: > 0 } found when random.Next(6) > 0:
                    var key = found.ElementAt(random.Next(found.Count)).Key;
                    found[key] = random.Next(8) == 0 ? null : Odd(random, raw);
                    break;
                case JsonObject found:
                    found[Anything(random)] = Odd(random, raw);
                    break;
                case JsonArray found:
                    found.Insert(random.Next(found.Count + 1), Odd(random, raw));
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(Written(mutated, raw));
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => (node switch
    {
        JsonObject found => found.Select(member => member.Value),
        JsonArray found => found,
        _ => [],
    }).OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));

    /// <summary>With what no writer of JSON would write.</summary>
    private static string Written(JsonObject mutated, List<string> raw)
    {
        var json = mutated.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 10_000 });
        foreach (var text in raw)
        {
            var at = json.IndexOf(Marker, StringComparison.Ordinal);
            json = at < 0 ? json : json[..at] + text + json[(at + 1)..];
        }

        return json;
    }

    private static void Change(JsonObject activity, string key, Random random, List<string> raw)
    {
        // Deeper than the top, every second time: an odd child of a good parent.
        if (activity[key] is JsonObject child && random.Next(2) == 0)
        {
            var inner = child.Select(member => member.Key).ToList();
            var name = inner.Count == 0 || random.Next(3) == 0 ? Anything(random) : inner[random.Next(inner.Count)];
            child[name] = Odd(random, raw);
            return;
        }

        if (random.Next(8) == 0)
        {
            activity.Remove(key);
            return;
        }

        activity[key] = Odd(random, raw);
    }

    private static JsonNode? Odd(Random random, List<string> raw) => random.Next(17) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(-5, 5)),
        2 => JsonNode.Parse("1e999"),
        3 => JsonValue.Create(true),
        4 => "",
        5 => new JsonArray(),
        6 => new JsonArray((JsonNode?)null),
        7 => new JsonArray(null, 1, "x", new JsonObject(), new JsonArray()),
        8 => new JsonObject(),
        9 => new JsonObject { ["id"] = null, ["type"] = 5, ["name"] = new JsonArray(), ["@type"] = new JsonObject() },
        10 => Deep(random.Next(1, 400), random.Next(2) == 0),
        11 => new string('x', random.Next(1, 3_000)),
        12 => new JsonObject { [Marked(random, raw)] = Marked(random, raw) },
        13 => new JsonArray(new JsonObject { ["type"] = "mention", ["mentioned"] = JsonValue.Create(3), ["text"] = new JsonObject() }),
        14 => new JsonArray(new JsonObject { ["contentType"] = JsonValue.Create(7), ["content"] = Deep(60, true), ["name"] = Marked(random, raw) }),
        15 => new JsonObject { ["tenant"] = "x", ["team"] = new JsonArray(), ["clientActivityID"] = new JsonObject(), ["eventType"] = JsonValue.Create(1) },
        _ => Marked(random, raw) + "odd" + Marked(random, raw),
    };

    private static string Marked(Random random, List<string> raw)
    {
        raw.Add(Raw[random.Next(Raw.Length)]);
        return Marker;
    }

    private static string Anything(Random random)
    {
        string[] names =
        [
            "attachments", "membersAdded", "membersRemoved", "entities", "channelData", "value", "locale", "timestamp", "localTimestamp", "suggestedActions", "summary", "replyToId", "name",
            "attachmentLayout", "textFormat", "inputHint", "label", "Entities", "$type", "", "reactionsAdded", "semanticAction", "expiration", "importance",
        ];
        return names[random.Next(names.Length)];
    }

    private static JsonNode Deep(int depth, bool asObjects)
    {
        JsonNode node = 1;
        for (var i = 0; i < depth; i++)
        {
            node = asObjects ? new JsonObject { ["a"] = node } : new JsonArray(node);
        }

        return node;
    }
}
