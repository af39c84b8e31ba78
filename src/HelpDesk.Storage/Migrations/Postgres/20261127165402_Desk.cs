using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace HelpDesk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Desk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DeskAudit",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    What = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    On = table.Column<string>(type: "text", nullable: true),
                    Before = table.Column<string>(type: "text", nullable: true),
                    After = table.Column<string>(type: "text", nullable: true),
                    From = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskAudit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeskDrafts",
                columns: table => new
                {
                    Ticket = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    User = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    Seen = table.Column<long>(type: "bigint", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskDrafts", x => new { x.Ticket, x.Kind, x.User });
                });

            migrationBuilder.CreateTable(
                name: "DeskInvitations",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    User = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    UsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskInvitations", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "DeskSends",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Ticket = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    User = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false),
                    Then = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Seen = table.Column<long>(type: "bigint", nullable: true),
                    Due = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskSends", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeskUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<string>(type: "text", nullable: true),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskUserClaims", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeskUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    ProviderKey = table.Column<string>(type: "text", nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true),
                    UserId = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                });

            migrationBuilder.CreateTable(
                name: "DeskUserPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "bytea", nullable: false),
                    UserId = table.Column<string>(type: "text", nullable: true),
                    Data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskUserPasskeys", x => x.CredentialId);
                });

            migrationBuilder.CreateTable(
                name: "DeskUsers",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false),
                    DisplayName = table.Column<string>(type: "text", nullable: false),
                    Roles = table.Column<string>(type: "text", nullable: false),
                    Teams = table.Column<string>(type: "text", nullable: false),
                    IsDisabled = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    UserName = table.Column<string>(type: "text", nullable: true),
                    NormalizedUserName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Email = table.Column<string>(type: "text", nullable: true),
                    NormalizedEmail = table.Column<string>(type: "text", nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<long>(type: "bigint", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeskUserTokens",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "text", nullable: false),
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeskAudit_At",
                table: "DeskAudit",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_DeskInvitations_User",
                table: "DeskInvitations",
                column: "User");

            migrationBuilder.CreateIndex(
                name: "IX_DeskSends_Ticket",
                table: "DeskSends",
                column: "Ticket");

            migrationBuilder.CreateIndex(
                name: "IX_DeskSends_Waiting",
                table: "DeskSends",
                column: "Due",
                filter: "\"State\" IN ('Waiting', 'Saying')");

            migrationBuilder.CreateIndex(
                name: "IX_DeskUserLogins_UserId",
                table: "DeskUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_DeskUserPasskeys_UserId",
                table: "DeskUserPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_DeskUsers_NormalizedUserName",
                table: "DeskUsers",
                column: "NormalizedUserName",
                unique: true);

            // What was done stands: the database itself refuses to change or delete a line.
            migrationBuilder.Sql("""
                CREATE FUNCTION helpdesk_audit_stands() RETURNS trigger LANGUAGE plpgsql AS $fn$
                    BEGIN RAISE EXCEPTION 'the audit is neither changed nor deleted'; END $fn$;
                CREATE TRIGGER helpdesk_audit_stands BEFORE UPDATE OR DELETE OR TRUNCATE ON "DeskAudit" FOR EACH STATEMENT EXECUTE FUNCTION helpdesk_audit_stands();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeskAudit");

            migrationBuilder.Sql("DROP FUNCTION helpdesk_audit_stands()");

            migrationBuilder.DropTable(
                name: "DeskDrafts");

            migrationBuilder.DropTable(
                name: "DeskInvitations");

            migrationBuilder.DropTable(
                name: "DeskSends");

            migrationBuilder.DropTable(
                name: "DeskUserClaims");

            migrationBuilder.DropTable(
                name: "DeskUserLogins");

            migrationBuilder.DropTable(
                name: "DeskUserPasskeys");

            migrationBuilder.DropTable(
                name: "DeskUsers");

            migrationBuilder.DropTable(
                name: "DeskUserTokens");
        }
    }
}
