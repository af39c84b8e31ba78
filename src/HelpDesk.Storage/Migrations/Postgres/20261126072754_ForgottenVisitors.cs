using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace HelpDesk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ForgottenVisitors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Mailbox",
                table: "EmailCodes",
                type: "character varying(254)",
                maxLength: 254,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Network",
                table: "EmailCodes",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Forgotten",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Channel = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Person = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Conversation = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Forgotten", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Files_Channel_Person_At",
                table: "Files",
                columns: new[] { "Channel", "Person", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_EmailCodes_Mailbox_At",
                table: "EmailCodes",
                columns: new[] { "Mailbox", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Forgotten_Channel_Person_Id",
                table: "Forgotten",
                columns: new[] { "Channel", "Person", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Forgotten");

            migrationBuilder.DropIndex(
                name: "IX_Files_Channel_Person_At",
                table: "Files");

            migrationBuilder.DropIndex(
                name: "IX_EmailCodes_Mailbox_At",
                table: "EmailCodes");

            migrationBuilder.DropColumn(
                name: "Mailbox",
                table: "EmailCodes");

            migrationBuilder.DropColumn(
                name: "Network",
                table: "EmailCodes");
        }
    }
}
