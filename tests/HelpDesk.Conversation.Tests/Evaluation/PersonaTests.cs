using HelpDesk.Conversation.Dialogue;
using HelpDesk.Conversation.Evaluation;
using HelpDesk.Sources;

namespace HelpDesk.Conversation.Tests.Evaluation;

/// <summary>The judge of conversations: what it reads, what it plays, and that each condition of an ending can fail.</summary>
public sealed class PersonaTests
{
    private const string Locked = """
        personas:
          - id: locked
            says: ERR_20040
            knows: { requester-name: 山田, requester-contact: yamada@mirai.example, company: 株式会社みらい電力, company-code: "12343", application-kind: 廃止, date: 11月20日, code-or-message: ERR_20040, supply-point-number: "0310001234567890123456" }
            does:
              - { at: answer, say: 解決しない }
              - { at: ask:voltage, say: 低圧, tells: [voltage] }
              - { at: confirm, say: 送る }
            end:
              ENDING
        """;

    [Fact]
    public void The_sample_of_the_document_is_read_without_a_finding()
    {
        var document = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "conversations.md"));
        var sample = document.Split("```yaml\n")[1].Split("```")[0];
        var persona = Read(sample).ShouldHaveSingleItem();
        persona.Opening.Tells.ShouldBe(["company-code", "user-id"]);
        persona.Reactions.Count.ShouldBe(4);
        persona.Reactions[3].Agent.ShouldBe(new AgentDoes("resolve", ""));
        persona.End.Tickets.ShouldHaveSingleItem().Facts["voltage"].ShouldBe("-");
        persona.End.Turns.ShouldBe(10);
    }

    [Theory]
    [InlineData("personas:\n  - id: a\n    says: x", "KB004")]
    [InlineData("personas:\n  - id: a\n    sais: x\n    end: {}", "KB008")]
    [InlineData("personas:\n  - id: a\n    says: x\n    end: { turnes: 3 }", "KB008")]
    [InlineData("people: []", "KB008")]
    public void What_cannot_be_meant_is_a_finding(string yaml, string code)
    {
        var findings = new FindingList();
        Read(yaml, findings);
        findings.All.ShouldContain(finding => finding.Code == code);
    }

    [Theory]
    [InlineData("{ tickets: [{ owner: operator, area: \"03\", facts: { supply-point-number: \"0310001234567890123456\", voltage: 低圧 }, contains: [ＥＲＲ＿２００４０] }], shown: [6-05] }", null)]
    [InlineData("{ tickets: [{ owner: helpdesk }] }", "owner: operator, not helpdesk")]
    [InlineData("{ tickets: [{ area: \"04\" }] }", "area: 03, not 04")]
    [InlineData("{ tickets: [{ state: new }] }", "state: waiting-for-third-party, not new")]
    [InlineData("{ tickets: [{ facts: { voltage: 高圧 } }] }", "voltage: 低圧, not 高圧")]
    [InlineData("{ tickets: [{ facts: { voltage: \"-\" } }] }", "voltage: 低圧, not -")]
    [InlineData("{ tickets: [{ contains: [凍結] }] }", "the ticket lacks: 凍結")]
    [InlineData("{ tickets: [{ lacks: [みらい] }] }", "the ticket holds: みらい")]
    [InlineData("{ tickets: [{}], shown: [1-01] }", "not shown: 1-01")]
    [InlineData("{ tickets: [{}], not_shown: [6-05] }", "shown: 6-05")]
    [InlineData("{ tickets: [{}], says: [ありえない言葉] }", "not said: ありえない言葉")]
    [InlineData("{ tickets: [{}], solved: true }", "not solved")]
    [InlineData("{ tickets: [{}, {}] }", "tickets: 1, not 2")]
    [InlineData("{ tickets: [{}], turns: 2 }", "tickets: 0, not 1")]
    public void Each_condition_of_an_ending_is_looked_at(string ending, string? miss)
    {
        var judged = Judge(Locked.Replace("ENDING", ending, StringComparison.Ordinal).Replace("end:\n      {", "end: {", StringComparison.Ordinal));
        judged.Misses.ShouldBe(miss is null ? [] : [miss]);
        judged.Met.ShouldBe(miss is null);
        judged.WrongReceiver.ShouldBe(miss?.StartsWith("owner", StringComparison.Ordinal) == true || miss?.StartsWith("area", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_same_persona_always_has_the_same_conversation()
    {
        var yaml = Locked.Replace("ENDING", "turns: 9", StringComparison.Ordinal);
        Words(Judge(yaml)).ShouldBe(Words(Judge(yaml)));
    }

    private static List<string> Words(Judgement judged) =>
        [.. judged.Played.Exchanges.SelectMany(exchange => exchange.Bot.Select(reply => reply.Text).Prepend(exchange.Person))];

    private static Judgement Judge(string yaml) =>
        Judgement.Of(new PersonaPlayer(new Bot(Kb.Loaded, Kb.Texts, Contacts.None), PersonaPhrases.Embedded()).Play(Read(yaml).ShouldHaveSingleItem()));

    private static IReadOnlyList<Persona> Read(string yaml)
    {
        var findings = new FindingList();
        var personas = Read(yaml, findings);
        findings.All.ShouldBeEmpty();
        return personas;
    }

    private static IReadOnlyList<Persona> Read(string yaml, FindingList findings)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, yaml);
            return PersonaFile.Read(file, findings);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
