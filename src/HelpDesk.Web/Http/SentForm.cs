namespace HelpDesk.Web.Http;

/// <summary>A form that a page of ours sends, or whatever else comes to its address.</summary>
internal static class SentForm
{
    /// <summary>Null where it cannot be taken apart: another kind of body, one that breaks off, far too many fields.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than the address takes.</exception>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await request.ReadFormAsync(cancellation);
        }
        catch (Exception e) when (e is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return null;
        }
    }
}
