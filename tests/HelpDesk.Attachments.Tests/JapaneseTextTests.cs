using System.IO.Compression;
using System.Text;
using HelpDesk.Attachments.Types;

namespace HelpDesk.Attachments.Tests;

/// <summary>CSV and logs as Japanese systems write them, and the files that people send instead.</summary>
public class JapaneseTextTests
{
    /// <summary>Code page 932 has some characters two or three times: NEC row 13, NEC's selection of IBM's, IBM's own.</summary>
    public static TheoryData<byte[], string> Doubles { get; } = new()
    {
        { [0xee, 0xe0], "髙" }, { [0xfb, 0xfc], "髙" }, { [0xfa, 0x58], "㈱" }, { [0x87, 0x8a], "㈱" }, { [0xed, 0x95], "﨑" }, { [0xfa, 0xb1], "﨑" },
        { [0x87, 0x54], "Ⅰ" }, { [0xfa, 0x4a], "Ⅰ" }, { [0xee, 0xef], "ⅰ" }, { [0x81, 0xca], "￢" }, { [0xfa, 0x54], "￢" }, { [0xee, 0xf9], "￢" }, { [0x81, 0xe6], "∵" }, { [0x87, 0x9a], "∵" },
        { [0x87, 0x40], "①" }, { [0xf0, 0x40], "\ue000" },
    };

    [Theory]
    [MemberData(nameof(Doubles))]
    public void Doubles_of_Windows_are_text(byte[] letter, string read)
    {
        byte[] content = [.. "name,"u8, .. letter, .. "\r\n"u8];
        PlainText.Decode(content).ShouldBe(($"name,{read}\r\n", "shift_jis"));
        FileTypes.Check("list.csv", content).Value!.MediaType.ShouldBe("text/plain; charset=shift_jis");
    }

    [Fact]
    public void Every_character_that_Windows_can_save_is_taken()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        for (var lead = 0x81; lead <= 0xfc; lead++)
        {
            for (var trail = 0x40; trail <= 0xfc; trail++)
            {
                byte[] pair = [(byte)lead, (byte)trail];
                var text = encoding.GetString(pair);
                if (lead is (>= 0xa0 and <= 0xdf) || trail == 0x7f || text.Length != 1 || text[0] is '\ufffd' or '・' or '?')
                {
                    continue;
                }

                PlainText.Decode([.. encoding.GetBytes("項目,"), .. pair]).ShouldNotBeNull($"{lead:x2} {trail:x2} {text}").Text.ShouldBe("項目," + text);
            }
        }
    }

    [Theory]
    [InlineData("a,b\r\n1,2\r\n\u001a", "a,b\r\n1,2\r\n")]
    [InlineData("頁1\f頁2\f", "頁1\f頁2\f")]
    [InlineData("\u001b[31mERROR\u001b[0m 失敗\n", "ERROR 失敗\n")]
    [InlineData("\u001b[1;38;5;196m赤\u001b[m", "赤")]
    [InlineData("\u001b]0;title\aログ", "ログ")]
    [InlineData("\u001b(B標準", "B標準")]
    [InlineData("終わり\u001b", "終わり")]
    public void What_terminals_and_old_programs_add_does_not_hinder(string written, string read)
    {
        foreach (var encoding in new[] { Encoding.UTF8, CodePagesEncodingProvider.Instance.GetEncoding(932)!, Encoding.Unicode })
        {
            byte[] content = [.. encoding is UnicodeEncoding ? encoding.GetPreamble() : [], .. encoding.GetBytes(written)];
            PlainText.Decode(content).ShouldNotBeNull(encoding.WebName).Text.ShouldBe(read);
            var kept = PlainText.WithoutTerminalSigns(content);
            PlainText.Decode(kept.Span)!.Value.Text.ShouldBe(read);
            kept.Span.IndexOf((byte)0x1b).ShouldBe(-1, "no terminal is led by what is kept");
        }
    }

    [Theory]
    [InlineData("供給地点特定番号,お客さま名\r\n0312345678901234567890,テスト電力\r\n", "euc-jp", "euc-jp")]
    [InlineData("エラーが発生しました。ログインできません。", "euc-jp", "euc-jp")]
    [InlineData("供給地点特定番号,お客さま名", "shift_jis", "shift_jis")]
    [InlineData("ﾊﾟｽﾜｰﾄﾞ ｴﾗｰ ﾛｸﾞｲﾝ", "shift_jis", "shift_jis")]
    [InlineData("漢字", "shift_jis", "shift_jis")]
    [InlineData("ログインできません", "iso-2022-jp", "iso-2022-jp")]
    public void The_charset_is_told_where_it_is_certain(string text, string written, string charset) =>
        PlainText.Decode(CodePagesEncodingProvider.Instance.GetEncoding(written == "euc-jp" ? 51932 : written == "iso-2022-jp" ? 50220 : 932)!.GetBytes(text)).ShouldBe((text, charset));

    public static TheoryData<string, byte[], ForeignKind> Others { get; } = new()
    {
        { "IMG_0001.HEIC", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8], ForeignKind.Heic },
        { "photo.jpg", [0, 0, 0, 24, .. "ftypmif1"u8, 0, 0, 0, 0], ForeignKind.Heic },
        { "clip.mp4", [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0], ForeignKind.Video },
        { "scan.tif", [.. "II*\0"u8, 8, 0, 0, 0], ForeignKind.Picture },
        { "list.csv", Zip("[Content_Types].xml", "xl/workbook.xml"), ForeignKind.Workbook },
        { "list.xlsx", Zip("[Content_Types].xml", "xl/workbook.xml"), ForeignKind.Workbook },
        { "letter.docx", Zip("[Content_Types].xml", "word/document.xml"), ForeignKind.Document },
        { "slides.pptx", Zip("[Content_Types].xml", "ppt/presentation.xml"), ForeignKind.Document },
        { "all.zip", Zip("a.png", "b.csv"), ForeignKind.Archive },
        { "old.xls", Compound("Workbook"), ForeignKind.Workbook },
        { "list.csv", Compound("Workbook"), ForeignKind.Workbook },
        { "old.doc", Compound("WordDocument"), ForeignKind.Document },
        { "mail.msg", Compound("__substg1.0_0037001F"), ForeignKind.Mail },
        { "secret.xlsx", Compound("EncryptedPackage"), ForeignKind.Protected },
        { "letter.rtf", "{\\rtf1 text}"u8.ToArray(), ForeignKind.Document },
        { "a.7z", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], ForeignKind.Archive },
        { "a.lzh", [0x20, 0x10, .. "-lh5-"u8, 0], ForeignKind.Archive },
        { "a.gz", [0x1f, 0x8b, 8, 0], ForeignKind.Archive },
        { "mail.eml", "From: a@example.jp\r\nTo: b@example.jp\r\nSubject: =?UTF-8?B?44GC?=\r\n\r\nbody"u8.ToArray(), ForeignKind.Mail },
        { "mail.txt", "Received: x\r\nFrom: a@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\n--"u8.ToArray(), ForeignKind.Mail },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_people_send_instead_is_called_by_its_name(string name, byte[] content, ForeignKind kind) =>
        FileTypes.Check(name, content).Failure.ShouldBe(new Foreign(kind));

    [Fact]
    public void A_log_that_speaks_of_mails_is_a_log() =>
        FileTypes.Check("app.log", "12:00 From: a To: b Subject: c\n"u8.ToArray()).Value.ShouldNotBeNull();

    private static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write("x");
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Compound(string stream) => [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[504], .. Encoding.Unicode.GetBytes(stream)];
}
