namespace HelpDesk.Language.Tests;

public class OptionsTests
{
    [Theory]
    [InlineData("off", null, LanguageCredential.Key, null, "", "")]
    [InlineData("uses without an endpoint", null, LanguageCredential.Key, "k", "Sentiment", "languageNoEndpoint")]
    [InlineData("an unknown use", "https://a.example", LanguageCredential.Key, "k", "Answers", "languageUse")]
    [InlineData("no address", "a.example", LanguageCredential.Key, "k", "Sentiment", "languageEndpoint")]
    [InlineData("an address with a query", "https://a.example/?x=1", LanguageCredential.Key, "k", "Sentiment", "languageEndpoint")]
    [InlineData("a key in the clear", "http://language.internal:5000", LanguageCredential.Key, "k", "Sentiment", "languageInTheClear")]
    [InlineData("a token in the clear", "http://127.0.0.1:5000", LanguageCredential.ManagedIdentity, null, "Sentiment", "languageInTheClear")]
    [InlineData("a container of one's own", "http://language.internal:5000", LanguageCredential.None, null, "Sentiment,KeyPhrases", "")]
    [InlineData("without its key", "https://a.example", LanguageCredential.Key, " ", "Sentiment", "languageKey")]
    [InlineData("half a client secret", "https://a.example", LanguageCredential.ClientSecret, null, "Sentiment", "languageSecret")]
    [InlineData("in the cloud", "https://a.cognitiveservices.azure.com", LanguageCredential.Key, "k", "Language,PersonalData,KeyPhrases,Sentiment", "")]
    public void It_says_what_cannot_be_used(string row, string? endpoint, LanguageCredential credential, string? key, string uses, string fault)
    {
        var options = new LanguageOptions { Endpoint = endpoint, Credential = credential, Key = key };
        foreach (var use in uses.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Uses.Add(use);
        }

        options.Faults().Select(one => one.Split('|')[0]).ShouldBe(fault.Length == 0 ? [] : [fault], row);
        if (fault.Length == 0 && endpoint is not null)
        {
            options.CreateClient().ShouldNotBeNull();
        }
    }

    [Fact]
    public void Off_without_an_endpoint_or_a_use()
    {
        new LanguageOptions().IsOn.ShouldBeFalse();
        new LanguageOptions { Endpoint = "https://a.example" }.IsOn.ShouldBeFalse();
        new LanguageOptions { Endpoint = "https://a.example", Uses = { "sentiment" } }.Has(LanguageUses.Sentiment).ShouldBeTrue();
    }
}
