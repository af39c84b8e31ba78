using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TicketChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TicketChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Ticket = table.Column<long>(type: "INTEGER", nullable: false),
                    Mark = table.Column<long>(type: "INTEGER", nullable: false),
                    Token = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketChanges", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TicketChanges_At",
                table: "TicketChanges",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_TicketChanges_Mark",
                table: "TicketChanges",
                column: "Mark");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TicketChanges");
        }
    }
}
