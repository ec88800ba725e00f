using Harmonium.Numerics.Vectors;

namespace Harmonium.Numerics.Tests.Vectors;

public sealed class VectorWidthsTests
{
    [Theory]
    [InlineData(null, VectorWidth.Bits256)]
    [InlineData("", VectorWidth.Bits256)]
    [InlineData("128", VectorWidth.Bits128)]
    [InlineData(" 256 ", VectorWidth.Bits256)]
    public void The_widest_is_used_unless_the_environment_asks_for_less(string? requested, VectorWidth expected) =>
        Assert.Equal(expected, VectorWidths.Choose(requested, VectorWidth.Bits256));

    [Theory]
    [InlineData("64")]
    [InlineData("wide")]
    [InlineData("128 bits")]
    public void Anything_but_a_width_is_refused_by_name(string requested)
    {
        var error = Assert.Throws<InvalidOperationException>(() => VectorWidths.Choose(requested, VectorWidth.Bits512));
        Assert.Contains($"HARMONIUM_VECTOR_BITS is \"{requested}\"; it must be 128, 256 or 512", error.Message);
    }

    [Fact]
    public void More_than_the_processor_offers_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => VectorWidths.Choose("512", VectorWidth.Bits256));
        Assert.Contains("asks for vectors of 512 bits, but this processor offers at most 256", error.Message);
    }
}
