using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Sessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DeskSessions",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    User = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Stamp = table.Column<string>(type: "text", nullable: false),
                    Way = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    BeganAt = table.Column<long>(type: "bigint", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    EndsAt = table.Column<long>(type: "bigint", nullable: false),
                    Browser = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    From = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskSessions", x => x.Hash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeskSessions_User",
                table: "DeskSessions",
                column: "User");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeskSessions");
        }
    }
}
