using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LanguageHints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "InquiryHints",
                columns: table => new
                {
                    Ticket = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    KeyPhrases = table.Column<string>(type: "text", nullable: false),
                    Sentiment = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    Negative = table.Column<double>(type: "double precision", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InquiryHints", x => x.Ticket);
                });

            migrationBuilder.CreateTable(
                name: "LanguageDays",
                columns: table => new
                {
                    Day = table.Column<int>(type: "integer", nullable: false),
                    Documents = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LanguageDays", x => x.Day);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "InquiryHints");

            migrationBuilder.DropTable(
                name: "LanguageDays");
        }
    }
}
