using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SecondCheck : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsChecked",
                table: "DeskUsers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "CheckedBy",
                table: "DeskSends",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Checker",
                table: "DeskSends",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HeldAt",
                table: "DeskSends",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Remark",
                table: "DeskSends",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Why",
                table: "DeskSends",
                type: "text",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateIndex(
                name: "IX_DeskSends_Held",
                table: "DeskSends",
                column: "HeldAt",
                filter: "\"State\" IN ('Held', 'Returned')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_DeskSends_Held",
                table: "DeskSends");

            migrationBuilder.DropColumn(
                name: "IsChecked",
                table: "DeskUsers");

            migrationBuilder.DropColumn(
                name: "CheckedBy",
                table: "DeskSends");

            migrationBuilder.DropColumn(
                name: "Checker",
                table: "DeskSends");

            migrationBuilder.DropColumn(
                name: "HeldAt",
                table: "DeskSends");

            migrationBuilder.DropColumn(
                name: "Remark",
                table: "DeskSends");

            migrationBuilder.DropColumn(
                name: "Why",
                table: "DeskSends");
        }
    }
}
