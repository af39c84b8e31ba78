namespace HelpDesk.Knowledge.Language;

/// <summary>Where the build puts the dictionaries, and what to say when they are not there.</summary>
public static class DictionaryFiles
{
    public const string Ipadic = "ipadic.bin";
    public const string Synonyms = "synonyms.bin";

    /// <summary>The folder <c>dictionaries/</c> beside the program.</summary>
    public static string DefaultDirectory => Path.Combine(AppContext.BaseDirectory, "dictionaries");

    /// <summary>Maps one file of the folder.</summary>
    /// <exception cref="DictionaryException">Missing, cut short, or of another version.</exception>
    internal static MappedDictionary Open(string directory, string name, DictionaryKind kind)
    {
        string path = Path.Combine(directory, name);
        if (!File.Exists(path))
        {
            throw new DictionaryException($"The dictionary '{path}' is missing. Build the solution again (it needs npm and node, see README): the build writes the dictionaries beside the program.");
        }

        try
        {
            return MappedDictionary.Open(path, kind);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DictionaryException($"The dictionary '{path}' cannot be used ({exception.Message}). Delete the folders 'obj' and 'bin' of HelpDesk.Knowledge and build again.", exception);
        }
    }
}

/// <summary>A dictionary is missing or damaged; the message says what to do.</summary>
public sealed class DictionaryException : Exception
{
    public DictionaryException(string message)
        : base(message)
    {
    }

    public DictionaryException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

internal enum DictionaryKind
{
    Ipadic = 1,
    Synonyms = 2,
}
