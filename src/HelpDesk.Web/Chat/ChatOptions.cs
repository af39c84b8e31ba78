using System.Globalization;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Chat;

/// <summary>Section Chat of the settings.</summary>
internal sealed class ChatOptions
{
    /// <summary>Sites that may show the chat in a frame, as browsers name them: https://www.example.co.jp.</summary>
    public IList<string> EmbedOrigins { get; } = [];

    /// <summary>How often an address may open a conversation.</summary>
    public int TokensPerMinute { get; set; } = 60;

    /// <summary>How often an address may ask for a code, or try one.</summary>
    public int EmailsPerMinute { get; set; } = 12;
}

/// <summary>Refuses a start with options that could only surprise later: faults as «code|value», for the texts under «settings».</summary>
internal sealed class ChatOptionsCheck : IValidateOptions<ChatOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatOptions options)
    {
        var faults = options.EmbedOrigins.Where(origin => !IsOrigin(origin)).Select(origin => "embedOrigin|" + origin)
            .Concat(new[] { options.TokensPerMinute, options.EmailsPerMinute }.Where(most => most < 1).Select(most => "perMinute|" + most.ToString(CultureInfo.InvariantCulture)))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>It goes into a header as it is.</summary>
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && string.Equals(uri.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase)
        && !text.AsSpan().ContainsAny(" ;,'\"*");
}
