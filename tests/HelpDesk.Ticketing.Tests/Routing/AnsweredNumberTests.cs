using FsCheck.Xunit;
using HelpDesk.Ticketing.Routing;

namespace HelpDesk.Ticketing.Tests.Routing;

/// <summary>What people paste when asked for a supply point number: with any separator it is read; what a spreadsheet broke is told apart.</summary>
public class AnsweredNumberTests
{
    private const string Number = "0310000123456789012345";

    private static readonly string[] Separators = ["", "-", "/", "／", ",", "，", "、", "|", "｜", ".", "・", " ", "　", "\t", ":", ";", "_", "'", " / ", ", ", "－", "―", "ー", "*", "+", "=", "\\", "~", "#", ">", "→", "\u200b", "\n"];

    [Theory]
    [InlineData("03/1000/0123/4567/8901/2345")]
    [InlineData("(03)1000-0123-4567-8901-2345")]
    [InlineData("（０３）１０００－０１２３－４５６７－８９０１－２３４５")]
    [InlineData("[03] 1000 0123 4567 8901 2345")]
    [InlineData("「0310000123456789012345」です")]
    [InlineData("'0310000123456789012345")]
    [InlineData("=\"0310000123456789012345\"")]
    [InlineData("O31OOOO123456789O12345")]
    [InlineData("03l0000I23456789012345")]
    [InlineData("地点番号は03-1000-0123-4567-8901-2345、お客様は山田です")]
    public void A_number_is_read_however_it_is_written(string answer) => AnsweredNumber.Of(answer).ShouldSatisfyAllConditions(
        read => read.Kind.ShouldBe(AnsweredNumberKind.Read),
        read => read.Numbers.Count.ShouldBe(1),
        read => read.Numbers[0].Length.ShouldBe(22));

    [Theory]
    [InlineData("310000123456789012345", AnsweredNumberKind.ZeroDropped, "0310000123456789012345")]
    [InlineData("3-1000-0123-4567-8901-2345", AnsweredNumberKind.ZeroDropped, "0310000123456789012345")]
    [InlineData("031000012345678901234", AnsweredNumberKind.Short, "")]
    [InlineData("03100001234567890123456", AnsweredNumberKind.Long, "")]
    [InlineData("3.1E+20", AnsweredNumberKind.Exponent, "3.1E+20")]
    [InlineData("３．１Ｅ＋２０", AnsweredNumberKind.Exponent, "3.1E+20")]
    [InlineData("3.10000123456789e+20 です", AnsweredNumberKind.Exponent, "3.10000123456789E+20")]
    [InlineData("310000123456789000000", AnsweredNumberKind.Rounded, "")]
    [InlineData("0310000123456789000000", AnsweredNumberKind.Rounded, "")]
    [InlineData("1012345678901230000000", AnsweredNumberKind.Rounded, "")]
    [InlineData("12345678901234567", AnsweredNumberKind.Gas, "")]
    [InlineData("9910000123456789012345", AnsweredNumberKind.UnknownArea, "99")]
    [InlineData("03-1234-5678 と 090-1234-5678 9", AnsweredNumberKind.Parted, "22")]
    [InlineData("12343", AnsweredNumberKind.Other, "5")]
    [InlineData("わかりません", AnsweredNumberKind.Other, "0")]
    public void What_happened_to_a_number_is_told_apart(string answer, AnsweredNumberKind kind, string shown) =>
        AnsweredNumber.Of(answer).ShouldSatisfyAllConditions(read => read.Kind.ShouldBe(kind), read => read.Shown.ShouldBe(shown), read => read.Numbers.ShouldBeEmpty());

    [Property(MaxTest = 3000)]
    public void Any_separator_between_the_usual_groups_reads_the_same(byte separator, bool bracketed, bool fullWidth, bool labelled)
    {
        var sign = Separators[separator % Separators.Length];
        var written = (bracketed ? "(03)" : "03" + sign) + string.Join(sign, "1000", "0123", "4567", "8901", "2345");
        written = fullWidth ? string.Concat(written.Select(c => c is > ' ' and < '\u007f' ? (char)(c + 0xfee0) : c)) : written;
        var read = AnsweredNumber.Of((labelled ? "供給地点特定番号: " : "") + written);
        (read.Kind, string.Join(' ', read.Numbers)).ShouldBe((AnsweredNumberKind.Read, Number), written);
    }

    [Property(MaxTest = 3000)]
    public void Nobody_is_told_that_22_digits_are_needed_when_there_are_22(string? answer)
    {
        var read = AnsweredNumber.Of(answer ?? "");
        (read.Kind == AnsweredNumberKind.Other && read.Shown == "22").ShouldBeFalse();
    }

    [Theory]
    [InlineData("2023/08/04に03/1000/0123/4567/8901/2345の件", "0310000123456789012345")]
    [InlineData("03|1000|0123|4567|8901|2345", "0310000123456789012345")]
    [InlineData("0310000123456789012345,0510000123456789012345", "0310000123456789012345 0510000123456789012345")]
    [InlineData("03-1000-0123-4567-8901-2345/05-1000-0123-4567-8901-2345", "0310000123456789012345 0510000123456789012345")]
    [InlineData("1,000,000円と10,000,000円", "")]
    [InlineData("10/1,10/2,10/3,10/4,10/5,10/6,10/7", "")]
    public void In_a_text_only_what_is_surely_one_number_is_one(string text, string numbers) =>
        string.Join(' ', SupplyPointNumber.Find(text).Where(number => number.AreaCode is not null).Select(number => number.Digits)).ShouldBe(numbers);
}
