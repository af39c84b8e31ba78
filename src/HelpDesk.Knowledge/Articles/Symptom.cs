namespace HelpDesk.Knowledge.Articles;

/// <summary>What a person sees on the screen that leads to one article for certain.</summary>
public abstract record Symptom;

/// <summary>An error code, for example <c>ERR_20040</c>.</summary>
public sealed record CodeSymptom(string Code) : Symptom
{
    public override string ToString() => Code;
}

/// <summary>A message as the screen shows it, with the prefix that stands before it (ログイン失敗「…」).</summary>
public sealed record MessageSymptom(string Text, string? Prefix) : Symptom
{
    public override string ToString() => Prefix is null ? $"「{Text}」" : $"{Prefix}「{Text}」";
}

/// <summary>The name of a status that by itself leads to the article, for example 判断済み(NG).</summary>
public sealed record StatusSymptom(string Name, IReadOnlyList<string> Written) : Symptom
{
    public override string ToString() => Name;
}
