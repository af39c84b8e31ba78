using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DeskIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tickets_Team_State_Id",
                table: "Tickets");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Agent_OpenedAt",
                table: "Tickets",
                columns: new[] { "Agent", "OpenedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ChangedAt",
                table: "Tickets",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_OpenedAt",
                table: "Tickets",
                column: "OpenedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_State_Team",
                table: "Tickets",
                columns: new[] { "State", "Team" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Team_ChangedAt",
                table: "Tickets",
                columns: new[] { "Team", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketEvent_What_At",
                table: "TicketEvent",
                columns: new[] { "What", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tickets_Agent_OpenedAt",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_ChangedAt",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_OpenedAt",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_State_Team",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Team_ChangedAt",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_TicketEvent_What_At",
                table: "TicketEvent");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Team_State_Id",
                table: "Tickets",
                columns: new[] { "Team", "State", "Id" });
        }
    }
}
