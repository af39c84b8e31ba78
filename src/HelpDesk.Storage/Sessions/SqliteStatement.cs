using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HelpDesk.Storage.Sessions;

/// <summary>
/// A prepared statement, run again and again on one connection. SQLite's own calls: a command makes a reader, binders
/// and copies for every row, which costs as much as the row itself. Not for two threads at once.
/// </summary>
internal sealed class SqliteStatement : IRow, IDisposable
{
    /// <summary>Between two attempts while another connection holds the lock; what a command waits.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    /// <summary>Where each parameter is bound. To SQLite $1 is a name like any other: what stands first in the text is the first.</summary>
    private readonly int[] places;

    /// <param name="parameters">How many it has: $1 … .</param>
    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public SqliteStatement(SqliteConnection connection, string sql, int parameters)
    {
        this.connection = connection;
        var waiting = Stopwatch.GetTimestamp();
        int code;
        while (Waits(code = raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement), waiting))
        {
            Thread.Sleep(Pause);
        }

        SqliteException.ThrowExceptionForRC(code, connection.Handle);
        places = [.. Enumerable.Range(1, parameters).Select(i => raw.sqlite3_bind_parameter_index(statement, string.Create(CultureInfo.InvariantCulture, $"${i}")))];
    }

    /// <param name="row">Strings, integers, booleans and nulls; $1 is the first.</param>
    /// <param name="read">Given each row that it gives, good until the next; null: what it gives is not asked for.</param>
    /// <returns>Rows changed, of a statement that changes any.</returns>
    /// <exception cref="SqliteException">Refused, or locked for longer than the connection waits.</exception>
    public int Run(object?[] row, Action<IRow>? read = null)
    {
        for (var i = 0; i < row.Length; i++)
        {
            SqliteException.ThrowExceptionForRC(Bind(places[i], row[i]), connection.Handle);
        }

        try
        {
            var waiting = Stopwatch.GetTimestamp();
            int code;
            while (Waits(code = raw.sqlite3_step(statement), waiting))
            {
                raw.sqlite3_reset(statement);
                Thread.Sleep(Pause);
            }

            for (; code == raw.SQLITE_ROW; code = raw.sqlite3_step(statement))
            {
                read?.Invoke(this);
            }

            SqliteException.ThrowExceptionForRC(code, connection.Handle);
            return raw.sqlite3_changes(connection.Handle);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public bool IsDBNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string GetString(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public long GetInt64(int column) => raw.sqlite3_column_int64(statement, column);

    public int GetInt32(int column) => checked((int)GetInt64(column));

    public bool GetBoolean(int column) => GetInt64(column) != 0;

    public void Dispose() => statement.Dispose();

    private bool Waits(int code, long since) =>
        code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_LOCKED_SHAREDCACHE && Stopwatch.GetElapsedTime(since).TotalSeconds < connection.DefaultTimeout;

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => Bind(place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
        _ => throw new NotSupportedException($"A {value.GetType().Name} is no parameter of ours."),
    };

    private int Bind(int place, string text)
    {
        if (text.Length == 0)
        {
            // No bytes have no address, and would be NULL.
            return raw.sqlite3_bind_text(statement, place, text);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var code = raw.sqlite3_bind_text(statement, place, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
        return code;
    }
}
