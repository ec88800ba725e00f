using System.Security.Cryptography;
using System.Text;
using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data;

public sealed class DatasetTests
{
    [Fact]
    public void The_fingerprint_is_the_hash_of_shape_values_and_labels()
    {
        Dataset data = Small();
        byte[] expected = [.. Encoding.UTF8.GetBytes("harmonium data 1; 3 of 1×2; uint8 * 1; labels True\n"), 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 1, 0, 0, 0,
            0, 0, 0, 0];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(expected)), data.Fingerprint);
    }

    [Fact]
    public void The_fingerprint_depends_on_values_order_labels_and_shape_but_not_on_names()
    {
        Dataset data = Small();
        ByteExamples values = new([1, 2, 3, 4, 5, 6], 2, 1);
        ByteExamples changed = new([1, 2, 3, 4, 5, 7], 2, 1);
        string[] others =
        [
            data.Take([1, 0, 2]).Fingerprint,
            data.Range(0, 2).Fingerprint,
            new Dataset("a", values, ItemShape.Image(1, 2)).Fingerprint,
            new Dataset("a", values, ItemShape.Image(1, 2)) { Labels = [0, 1, 1] }.Fingerprint,
            new Dataset("a", values, ItemShape.Vector(2)) { Labels = [0, 1, 0] }.Fingerprint,
            new Dataset("a", changed, ItemShape.Image(1, 2)) { Labels = [0, 1, 0] }.Fingerprint,
        ];

        Assert.Equal(data.Fingerprint, new Dataset("another", values, ItemShape.Image(1, 2)) { Labels = [0, 1, 0], Origin = "x" }.Fingerprint);
        Assert.Equal(data.Fingerprint, data.Take([1, 0, 2]).Take([1, 0, 2]).Fingerprint);
        Assert.Equal(others.Length + 1, others.Append(data.Fingerprint).Distinct().Count());
    }

    [Fact]
    public void Parts_of_a_split_are_disjoint_carry_their_labels_and_follow_the_seed()
    {
        Dataset data = Counting(1000);

        IReadOnlyList<Dataset> parts = data.Split(3, 600, 300, 100);

        Assert.Equal([600, 300, 100], parts.Select(part => part.Count));
        Assert.Equal(Enumerable.Range(0, 1000), parts.SelectMany(Values).Order());
        Assert.All(parts, part => Assert.Equal(Values(part).Select(value => value % 7), part.Labels!));
        Assert.Equal(Values(parts[1]), Values(data.Split(3, 600, 300)[1]));
        Assert.NotEqual(Values(parts[1]), Values(data.Split(4, 600, 300)[1]));
    }

    [Fact]
    public void A_split_larger_than_the_data_is_refused() =>
        Assert.Contains("1001", Assert.Throws<ArgumentException>(() => Counting(1000).Split(1, 1000, 1)).Message);

    [Fact]
    public void Labels_must_be_as_many_as_examples_and_have_names()
    {
        ByteExamples values = new([1, 2], 1);
        Assert.Throws<ArgumentException>(() => new Dataset("a", values, ItemShape.Vector(1)) { Labels = [0] });
        Assert.Throws<ArgumentException>(() => new Dataset("a", values, ItemShape.Vector(1)) { Labels = [0, -1] });
        Assert.Throws<ArgumentException>(() => new Dataset("a", values, ItemShape.Vector(1)) { Labels = [0, 1], ClassNames = ["only"] });
        Assert.Throws<ArgumentException>(() => new Dataset("a", values, ItemShape.Vector(1)) { ClassNames = ["only"], Labels = [0, 1] });
        Assert.Equal(2, new Dataset("a", values, ItemShape.Vector(1)) { Labels = [1, 0] }.Classes);
    }

    [Fact]
    public void A_shape_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Dataset("a", new ByteExamples([1, 2], 2), ItemShape.Image(2, 2)));

    internal static Dataset Counting(int count)
    {
        Tensor values = Tensor.Zeros(count, 1);
        for (int i = 0; i < count; i++)
            values[i] = i;
        return new Dataset("counting", new FloatExamples(values), ItemShape.Vector(1)) { Labels = [.. Enumerable.Range(0, count).Select(i => i % 7)] };
    }

    internal static int[] Values(Dataset data) => [.. data.Examples.Rows([.. Enumerable.Range(0, data.Count)]).AsSpan().ToArray().Select(value => (int)value)];

    private static Dataset Small() => new("a", new ByteExamples([1, 2, 3, 4, 5, 6], 2, 1), ItemShape.Image(1, 2)) { Labels = [0, 1, 0] };
}
