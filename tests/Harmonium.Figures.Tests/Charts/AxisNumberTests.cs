using Harmonium.Figures.Charts;

namespace Harmonium.Figures.Tests;

public sealed class AxisNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.25, "−1.25")]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(-142.55, "−142.55")]
    [InlineData(60000, "60,000")]
    [InlineData(1e-17, "0")]
    [InlineData(1e6, "10⁶")]
    [InlineData(-2.5e-7, "−2.5 × 10⁻⁷")]
    public void Ticks_of_close_numbers_differ(double number, string words) => Assert.Equal(words, AxisNumber.Tick(number));

    [Theory]
    [InlineData(1.23456, "1.23")]
    [InlineData(-0.0123456, "−0.0123")]
    [InlineData(14500, "14,500")]
    [InlineData(9.999e-9, "10⁻⁸")]
    public void Short_numbers_have_three_digits(double number, string words) => Assert.Equal(words, AxisNumber.Short(number));
}
