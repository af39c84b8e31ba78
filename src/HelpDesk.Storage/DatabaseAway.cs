namespace HelpDesk.Storage;

/// <summary>For whoever answers people: whether a failure is the database's, which will come back.</summary>
public static class DatabaseAway
{
    public static bool IsBehind(Exception? e) => e is DatabaseException || (e is not null && Faults.IsOfDatabase(e));
}
