using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HelpDesk.Storage.Model;

/// <summary>For `dotnet ef migrations add NAME --context SqliteHelpDeskContext --output-dir Migrations/Sqlite`; opens no database.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteHelpDeskContext>
{
    public SqliteHelpDeskContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteHelpDeskContext>().UseSqlite().Options);
}

/// <summary>For `dotnet ef migrations add NAME --context PostgresHelpDeskContext --output-dir Migrations/Postgres`.</summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresHelpDeskContext>
{
    public PostgresHelpDeskContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresHelpDeskContext>().UseNpgsql().Options);
}
