namespace HelpDesk.Storage.Sessions;

/// <summary>A row that a query gives, while it is read; columns are counted from 0. What is asked for must not be null.</summary>
internal interface IRow
{
    bool IsDBNull(int column);

    string GetString(int column);

    long GetInt64(int column);

    int GetInt32(int column);

    bool GetBoolean(int column);
}
