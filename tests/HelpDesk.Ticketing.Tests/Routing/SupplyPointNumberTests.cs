using FsCheck.Xunit;
using HelpDesk.Ticketing.Routing;
using Kind = HelpDesk.Ticketing.Routing.SupplyPointNumberKind;

namespace HelpDesk.Ticketing.Tests.Routing;

public class SupplyPointNumberTests
{
    private const string Number = "0312345678901234567890";

    [Theory]
    [InlineData("plain", "0312345678901234567890")]
    [InlineData("inside words", "番号は0312345678901234567890です")]
    [InlineData("full width", "０３１２３４５６７８９０１２３４５６７８９０")]
    [InlineData("blanks", "03 1234 5678 9012 3456 7890")]
    [InlineData("ideographic blanks", "03　1234　5678　9012　3456　7890")]
    [InlineData("hyphens", "03-1234-5678-9012-3456-7890")]
    [InlineData("minus sign", "03−1234−5678−9012−3456−7890")]
    [InlineData("full-width hyphens", "０３－１２３４－５６７８－９０１２－３４５６－７８９０")]
    [InlineData("en dash", "03–1234–5678–9012–3456–7890")]
    [InlineData("em dash", "03—1234—5678—9012—3456—7890")]
    [InlineData("long-vowel sign", "03ー1234ー5678ー9012ー3456ー7890")]
    [InlineData("half-width long-vowel sign", "03ｰ1234ｰ5678ｰ9012ｰ3456ｰ7890")]
    [InlineData("non-breaking hyphen", "03‑1234‑5678‑9012‑3456‑7890")]
    [InlineData("ruled line", "03─1234─5678─9012─3456─7890")]
    [InlineData("dots", "03.1234.5678.9012.3456.7890")]
    [InlineData("middle dots", "03・1234・5678・9012・3456・7890")]
    [InlineData("blanks and hyphens", "03 - 1234 - 5678 - 9012 - 3456 - 7890")]
    [InlineData("line break", "031234567890\r\n1234567890")]
    [InlineData("line break without a hyphen", "03-1234-5678\n9012-3456-7890")]
    [InlineData("bullets", "- 2023-08-04\n- 03-1234-5678-9012-3456-7890\n- 12343")]
    [InlineData("line break in groups", "03-1234-5678-\n9012-3456-7890")]
    [InlineData("zero-width blank", "03123456789\u200B01234567890")]
    [InlineData("each digit apart", "0 3 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0")]
    [InlineData("date before", "2023-08-04 0312345678901234567890")]
    [InlineData("date before, groups", "2023-08-04 03-1234-5678-9012-3456-7890")]
    [InlineData("date with dots before", "2023.8.4 03-1234-5678-9012-3456-7890")]
    [InlineData("date with slashes before", "2023/08/04 03 1234 5678 9012 3456 7890")]
    [InlineData("date with blanks before", "2023 08 04 03-1234-5678-9012-3456-7890")]
    [InlineData("date after", "03-1234-5678-9012-3456-7890 2023-08-04")]
    [InlineData("date in words", "8月4日 0312345678901234567890")]
    [InlineData("time before", "10:30 0312345678901234567890")]
    [InlineData("telephone before", "03-1234-5678 0312345678901234567890")]
    [InlineData("telephone before, groups", "090-1234-5678 03-1234-5678-9012-3456-7890")]
    [InlineData("telephone after", "0312345678901234567890 090-1234-5678")]
    [InlineData("telephone on the next line", "03-1234-5678-9012-3456-7890\n03-1234-5678")]
    [InlineData("company code before", "12343 0312345678901234567890")]
    [InlineData("company code before, groups", "12343 03-1234-5678-9012-3456-7890")]
    [InlineData("company code after", "0312345678901234567890 12343")]
    [InlineData("company code after, hyphen", "03-1234-5678-9012-3456-7890 12343")]
    [InlineData("error code before", "ERR_20040 0312345678901234567890")]
    [InlineData("list number", "1. 0312345678901234567890")]
    [InlineData("length before", "22桁 0312345678901234567890")]
    [InlineData("ward of brackets", "(0312345678901234567890)")]
    public void A_number_is_found_in_every_spelling(string name, string text)
    {
        var found = SupplyPointNumber.Find(text).ShouldHaveSingleItem(name);

        (found.Digits, found.Kind, found.AreaCode).ShouldBe((Number, Kind.Valid, "03"));
        text.ShouldNotBeNull().Substring(found.Start, found.Length).Count(c => char.IsDigit(c)).ShouldBe(22);
    }

    [Theory]
    [InlineData("0112345678901234567890", "01")]
    [InlineData("0212345678901234567890", "02")]
    [InlineData("0912345678901234567890", "09")]
    [InlineData("1012345678901234567890", "10")]
    public void The_first_two_digits_are_the_area(string text, string area) =>
        SupplyPointNumber.Find(text).Single().AreaCode.ShouldBe(area);

    [Theory]
    [InlineData("0012345678901234567890", Kind.UnknownArea)]
    [InlineData("1112345678901234567890", Kind.UnknownArea)]
    [InlineData("9912345678901234567890", Kind.UnknownArea)]
    [InlineData("99-1234-5678-9012-3456-7890", Kind.UnknownArea)]
    [InlineData("031234567890123456789", Kind.OneDigitShort)]
    [InlineData("03-1234-5678-9012-3456-789", Kind.OneDigitShort)]
    [InlineData("03123456789012345678901", Kind.OneDigitLong)]
    [InlineData("03-1234-5678-9012-3456-78901", Kind.OneDigitLong)]
    [InlineData("12345678901234567", Kind.GasLength)]
    [InlineData("0123-4567-8901-23456", Kind.GasLength)]
    public void A_near_miss_is_told_for_what_it_is(string text, Kind kind)
    {
        var found = SupplyPointNumber.Find(text).ShouldHaveSingleItem();

        found.Kind.ShouldBe(kind);
        found.AreaCode.ShouldBeNull();
    }

    [Theory]
    [InlineData("03-1234-5678")]
    [InlineData("090-1234-5678")]
    [InlineData("090-1234-5678 080-1234-5678")]
    [InlineData("09012345678 08012345678")]
    [InlineData("03-1234-5678 090-1234-5678")]
    [InlineData("0312345678\n09012345678")]
    [InlineData("12343")]
    [InlineData("2023-08-04 2023-08-05 2023-08-06")]
    [InlineData("20230804")]
    [InlineData("")]
    [InlineData("桁")]
    public void What_is_no_number_is_left_alone(string text) => SupplyPointNumber.Find(text).ShouldBeEmpty();

    [Fact]
    public void Several_numbers_in_one_text_are_all_found()
    {
        var text = "0312345678901234567890 0612345678901234567890\n09-1234-5678-9012-3456-7890、031234567890123456789";

        SupplyPointNumber.Find(text).Select(n => (n.AreaCode, n.Kind)).ShouldBe(
            [("03", Kind.Valid), ("06", Kind.Valid), ("09", Kind.Valid), (null, Kind.OneDigitShort)]);
    }

    [Theory]
    [InlineData("番号は0312345678901234567890です", "番号は03********************です")]
    [InlineData("03-1234-5678-9012-3456-7890 済", "03-****-****-****-****-**** 済")]
    [InlineData("031234567890123456789", "*********************")]
    [InlineData("12345678901234567", "*****************")]
    [InlineData("2023-08-04 ERR_20040 03-1234-5678", "2023-08-04 ERR_20040 03-1234-5678")]
    public void Numbers_are_masked_for_logs(string text, string masked) => SupplyPointNumber.Mask(text).ShouldBe(masked);

    [Fact]
    public void A_number_written_to_a_log_masks_itself() =>
        SupplyPointNumber.Find(Number).Single().ToString().ShouldBe("Valid 03********************");

    [Property(MaxTest = 500)]
    public void Any_text_is_read_without_a_fault_and_masked(string? text)
    {
        var any = text ?? "";

        SupplyPointNumber.Find(any);
        SupplyPointNumber.Find(SupplyPointNumber.Mask(any)).ShouldBeEmpty();
    }

    /// <summary>Digits in groups of any size with any separators between: whatever is found can no longer be read after masking.</summary>
    [Property(MaxTest = 1000)]
    public void Digits_in_any_grouping_are_masked(int seed)
    {
        var random = new Random(seed);
        string[] gaps = ["", " ", "-", "－", "\n", ".", " - ", "、", "　"];
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(10) + gaps[random.Next(4) == 0 ? random.Next(gaps.Length) : 0]));

        var found = SupplyPointNumber.Find(text);
        var masked = SupplyPointNumber.Mask(text);

        masked.Length.ShouldBe(text.Length);
        SupplyPointNumber.Find(masked).ShouldBeEmpty();
        found.ShouldAllBe(n => masked.Substring(n.Start, n.Length).Count(char.IsDigit) <= 2);
    }

    [Property(MaxTest = 300)]
    public void Twenty_two_digits_of_an_area_are_always_valid(ulong rest, byte area)
    {
        var number = $"{(area % 10) + 1:00}{rest % 10_000_000_000_000_000_000UL:00000000000000000000}";

        SupplyPointNumber.Find("地点 " + number + " です").ShouldHaveSingleItem().Kind.ShouldBe(Kind.Valid);
    }
}
