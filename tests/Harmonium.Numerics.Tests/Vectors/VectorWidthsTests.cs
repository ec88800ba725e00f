using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Vectors;

public sealed class VectorWidthsTests
{
    [Theory]
    [InlineData(null, VectorWidth.Bits256)]
    [InlineData("", VectorWidth.Bits256)]
    [InlineData("128", VectorWidth.Bits128)]
    [InlineData(" 256 ", VectorWidth.Bits256)]
    public void The_widest_is_used_unless_the_environment_variable_is_set(string? requested, VectorWidth expected) =>
        Assert.Equal(expected, VectorWidths.Choose(requested, VectorWidth.Bits256));

    [Theory]
    [InlineData("64")]
    [InlineData("wide")]
    [InlineData("128 bits")]
    public void An_invalid_width_is_refused_with_the_name_of_the_variable(string requested)
    {
        var error = Assert.Throws<InvalidOperationException>(() => VectorWidths.Choose(requested, VectorWidth.Bits512));
        Assert.Contains($"HARMONIUM_VECTOR_BITS is \"{requested}\"; it must be 128, 256 or 512", error.Message);
    }

    [Fact]
    public void A_width_that_the_processor_does_not_support_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => VectorWidths.Choose("512", VectorWidth.Bits256));
        Assert.Contains("requests vectors of 512 bits, but this processor supports at most 256", error.Message);
    }
}
