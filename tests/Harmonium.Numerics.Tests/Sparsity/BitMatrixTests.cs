using Harmonium.Numerics.Sparsity;

namespace Harmonium.Numerics.Tests.Sparsity;

public sealed class BitMatrixTests
{
    [Fact]
    public void Setting_or_clearing_a_bit_changes_no_other_bit()
    {
        foreach (int columns in new[] { 1, 63, 64, 65, 128, 130 })
        {
            BitMatrix bits = new(3, columns);
            foreach (int column in new[] { 0, columns / 2, columns - 1 }.Distinct())
            {
                bits[1, column] = true;
                bits[1, column] = true;
                Assert.True(bits[1, column]);
                Assert.Equal(1, bits.PopulationCount());
                Assert.False(bits[0, column] || bits[2, column]);
                bits[1, column] = false;
                Assert.Equal(0, bits.PopulationCount());
            }
        }
    }

    [Fact]
    public void Column_c_is_bit_c_modulo_64_of_word_c_div_64_of_its_row()
    {
        BitMatrix bits = new(2, 70);
        bits[1, 0] = bits[1, 63] = bits[1, 69] = true;
        Assert.Equal(2, bits.WordsPerRow);
        Assert.Equal([0x8000000000000001UL, 0x20UL], bits.Row(1).ToArray());
        Assert.Equal([0UL, 0UL], bits.Row(0).ToArray());
    }

    [Fact]
    public void Empty_matrices_are_allowed_and_negative_sizes_are_refused()
    {
        Assert.Equal((0, 0L), (new BitMatrix(5, 0).WordsPerRow, new BitMatrix(0, 5).PopulationCount()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BitMatrix(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BitMatrix(2, -1));
    }
}
