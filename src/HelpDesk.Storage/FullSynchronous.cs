using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HelpDesk.Storage;

/// <summary>Every SQLite connection waits for the disk at COMMIT: the setting is the connection's, not the file's.</summary>
internal sealed class FullSynchronous : DbConnectionInterceptor
{
    private const string Pragma = "PRAGMA synchronous = FULL";

    public static FullSynchronous Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        SetAsync(connection, cancellationToken);

    public static async Task SetAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
