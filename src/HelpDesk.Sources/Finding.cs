namespace HelpDesk.Sources;

/// <summary>How bad a finding is: an error stops the host from serving the file, a warning does not.</summary>
public enum Severity
{
    Warning,
    Error,
}

/// <summary>Where in a source file something stands. Line and column count from 1; 0 means the file as a whole.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}

/// <summary>One thing wrong in a file that people write: where, what, and how to mend it.</summary>
/// <param name="Code">Stable code, for example <c>KB012</c>; its wording stands in Texts.*.yaml under the same key.</param>
/// <param name="Arguments">What the wording's {0}, {1} … are filled with.</param>
public sealed record Finding(Place Place, Severity Severity, string Code, params IReadOnlyList<string> Arguments)
{
    /// <summary>«file:line:column: error KB012: what is wrong; how to mend it» in the language asked for.</summary>
    public string Describe(TextCatalog texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var severity = Severity == Severity.Error ? "error" : "warning";
        return $"{Place}: {severity} {Code}: {texts.Get(Code, [.. Arguments])}";
    }
}

/// <summary>Findings collected while reading; readers go on after an error so that one run shows all of them.</summary>
public sealed class FindingList
{
    private readonly List<Finding> findings = [];

    public IReadOnlyList<Finding> All => findings;

    public bool HasErrors => findings.Exists(f => f.Severity == Severity.Error);

    public void Error(Place place, string code, params IReadOnlyList<string> arguments) =>
        findings.Add(new Finding(place, Severity.Error, code, arguments));

    public void Warn(Place place, string code, params IReadOnlyList<string> arguments) =>
        findings.Add(new Finding(place, Severity.Warning, code, arguments));

    public void AddRange(IEnumerable<Finding> more) => findings.AddRange(more);
}
