using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data.Preprocessing;

public sealed class ClassSpreadTests
{
    [Fact]
    public void Examples_come_one_of_each_class_in_turn()
    {
        Dataset data = new("d", new FloatExamples(Tensor.Zeros(8, 2)), ItemShape.Vector(2)) { Labels = [0, 0, 0, 1, 1, 2, 2, 2] };

        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 2], ClassSpread.Take(data, 8, seed: 3).Labels!);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassSpread.Take(data, 9, seed: 3));
    }

    [Fact]
    public void Grays_become_bits_at_one_half()
    {
        Dataset data = new("d", new FloatExamples(Tensor.From([0.2f, 0.5f, 0.49f, 1], 2, 2)), ItemShape.Vector(2));

        Assert.Equal([0, 1, 0, 1], ClassSpread.ToBits(data).AsSpan().ToArray());
    }
}
