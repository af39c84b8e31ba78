using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LetterPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Letter",
                table: "DeskSends",
                type: "character varying(20000)",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Plan",
                table: "DeskSends",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Plan",
                table: "DeskDrafts",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Letter",
                table: "DeskSends");

            migrationBuilder.DropColumn(
                name: "Plan",
                table: "DeskSends");

            migrationBuilder.DropColumn(
                name: "Plan",
                table: "DeskDrafts");
        }
    }
}
