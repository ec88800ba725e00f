using CsCheck;
using Harmonium.Experiments.Reports.Languages;
using Harmonium.Experiments.Reports.Values;

namespace Harmonium.Experiments.Tests.Reports.Values;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(-142.5649, 2, "−142.56")]
    [InlineData(60000, 0, "60,000")]
    [InlineData(-0.001, 2, "0.00")]
    [InlineData(double.NegativeInfinity, 2, "−∞")]
    [InlineData(double.NaN, 2, "undefined")]
    public void Fixed_numbers_have_their_digits_and_a_minus_sign(double number, int decimals, string words) =>
        Assert.Equal(words, NumberText.Fixed(number, decimals));

    [Theory]
    [InlineData(0.0012345, "0.00123")]
    [InlineData(45.678, "45.7")]
    [InlineData(0.5, "0.500")]
    [InlineData(9.999, "10.0")]
    [InlineData(1234567, "1,230,000")]
    [InlineData(-1.23456e-7, "−1.23 × 10⁻⁷")]
    [InlineData(0, "0")]
    public void Significant_numbers_have_three_digits(double number, string words) => Assert.Equal(words, NumberText.Significant(number));

    [Theory]
    [InlineData(-87.12, -86.24, "[−87.12, −86.24]")]
    [InlineData(-87.12, -84.24, "[−87.1, −84.2]")]
    [InlineData(0.12341, 0.12389, "[0.12341, 0.12389]")]
    [InlineData(1, 1, "[1.00, 1.00]")]
    public void The_digits_of_an_interval_depend_on_its_width(double low, double high, string words) =>
        Assert.Equal(words, NumberText.Interval(low, high));

    [Fact]
    public void The_ends_of_an_interval_differ_in_text_if_they_differ() =>
        Gen.Select(Gen.Double[-500, 500], Gen.Double[1e-5, 100]).Sample((low, width) =>
        {
            string[] ends = NumberText.Interval(low, low + width).Trim('[', ']').Split(", ");
            return ends[0] != ends[1];
        }, seed: "0N0XIzNsQ0O2", iter: 1000);

    [Fact]
    public void Russian_numbers_have_a_decimal_comma_and_spaces_between_thousands()
    {
        Assert.Equal("−1\u00A0234,50", NumberText.Fixed(-1234.5, 2, Language.Russian));
        Assert.Equal("60\u00A0000", NumberText.Count(60_000, Language.Russian));
        Assert.Equal("1,2 × 10⁻⁷", NumberText.Significant(1.2e-7, 2, Language.Russian));
        Assert.Equal("[−87,12; −86,24]", NumberText.Interval(-87.12, -86.24, Language.Russian));
        Assert.Equal("0,25", NumberText.Shortest(0.25, Language.Russian));
        Assert.Equal("не сошлось", MeasuredValue.NotConverged.ToText(Language.Russian));
    }

    [Fact]
    public void An_interval_with_swapped_ends_is_refused() => Assert.Throws<ArgumentException>(() => NumberText.Interval(2, 1));

    [Fact]
    public void An_estimate_that_did_not_converge_shows_no_number()
    {
        Assert.Equal("not converged", MeasuredValue.NotConverged.ToString());
        Assert.Null(MeasuredValue.NotConverged.Number);
        Assert.Equal("−86.34", MeasuredValue.Exact(-86.34).ToString());
        Assert.Equal("−86.3 [−87.1, −85.9]", MeasuredValue.Between(-86.34, -87.1, -85.9).ToString());
    }

    [Theory]
    [InlineData(0.0042, "4.2 ms")]
    [InlineData(0.0352, "35 ms")]
    [InlineData(0.9996, "1.00 s")]
    [InlineData(1.884, "1.88 s")]
    [InlineData(245.2, "4 min 05 s")]
    [InlineData(59.97, "1 min 00 s")]
    [InlineData(7620, "2 h 07 min")]
    public void Durations_have_a_suitable_unit(double seconds, string words) =>
        Assert.Equal(words, NumberText.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Counts_percentages_and_nats_have_their_format()
    {
        Assert.Equal("60,000", NumberText.Count(60000));
        Assert.Equal("−9,223,372,036,854,775,808", NumberText.Count(long.MinValue));
        Assert.Equal("12.5 %", NumberText.Percent(0.125));
        Assert.Equal("−142.56 nats", NumberText.Nats(-142.56));
    }
}
