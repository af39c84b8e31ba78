using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HelpDesk.Sources;

/// <summary>YAML that this house does not take, though it is YAML.</summary>
/// <param name="code">Of the finding.</param>
internal sealed class YamlNotTakenException(Mark start, Mark end, string code) : YamlException(start, end, code)
{
    public string Code { get; } = code;
}

/// <summary>
/// Passes YAML on while it is read and stops where it nests deeper than any file of ours, which would end the process on its
/// stack, or uses anchors, by which a few lines stand for millions of entries.
/// </summary>
internal sealed class LimitedYaml(IParser inner) : IParser
{
    public const int Deepest = 32;

    private int depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        if (Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
        {
            throw new YamlNotTakenException(Current.Start, Current.End, "KB102");
        }

        depth += Current switch
        {
            MappingStart or SequenceStart => 1,
            MappingEnd or SequenceEnd => -1,
            _ => 0,
        };
        return depth <= Deepest ? true : throw new YamlNotTakenException(Current!.Start, Current.End, "KB103");
    }
}
