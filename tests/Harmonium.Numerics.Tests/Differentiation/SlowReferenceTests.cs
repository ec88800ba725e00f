using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;

namespace Harmonium.Numerics.Tests.Differentiation;

/// <summary>Compares operations that have their own kernels with explicit sums, in sizes that are too large for finite differences.</summary>
public sealed class SlowReferenceTests
{
    /// <summary>
    /// Channels, height, width, batch, filters, side, padding. Batches with and without whole vectors, padding up to wider than a filter, and filters with
    /// more columns than a tile.
    /// </summary>
    public static TheoryData<int, int, int, int, int, int, int> Convolutions => new()
    {
        { 1, 9, 8, 1, 1, 1, 0 }, { 1, 28, 28, 100, 6, 5, 2 }, { 6, 14, 14, 100, 16, 5, 0 }, { 3, 7, 9, 16, 9, 3, 1 },
        { 2, 8, 11, 37, 17, 7, 3 }, { 2, 5, 4, 50, 3, 2, 4 }, { 4, 6, 6, 5, 10, 6, 5 }, { 2, 12, 3, 64, 4, 3, 0 },
    };

    [Theory, MemberData(nameof(Convolutions))]
    public void A_convolution_and_its_gradients_match_explicit_sums(int channels, int height, int width, int batch, int filters, int side, int padding)
    {
        int outHeight = height + (2 * padding) - side + 1, outWidth = width + (2 * padding) - side + 1;
        Tensor x = Samples.Random(Device.Default, 1, 1, channels * height * width * batch).Reshape(channels, height, width, batch);
        Tensor f = Samples.Random(Device.Default, 2, filters, channels * side * side);
        Tensor dy = Samples.Random(Device.Default, 3, 1, filters * outHeight * outWidth * batch).Reshape(filters, outHeight, outWidth, batch);
        double[] y = new double[dy.Count], dx = new double[x.Count], df = new double[f.Count];
        for (int filter = 0; filter < filters; filter++)
        {
            for (int oy = 0; oy < outHeight; oy++)
            {
                for (int ox = 0; ox < outWidth; ox++)
                {
                    for (int place = 0; place < channels * side * side; place++)
                    {
                        int channel = place / (side * side), iy = oy + (place / side % side) - padding, ix = ox + (place % side) - padding;
                        if (iy < 0 || ix < 0 || iy >= height || ix >= width)
                            continue;
                        int at = ((((filter * outHeight) + oy) * outWidth) + ox) * batch, from = ((((channel * height) + iy) * width) + ix) * batch,
                            weight = (filter * f.Columns) + place;
                        for (int image = 0; image < batch; image++)
                        {
                            y[at + image] += f.AsSpan()[weight] * x.AsSpan()[from + image];
                            dx[from + image] += f.AsSpan()[weight] * dy.AsSpan()[at + image];
                            df[weight] += dy.AsSpan()[at + image] * x.AsSpan()[from + image];
                        }
                    }
                }
            }
        }

        foreach (CpuDevice device in Devices.All)
        {
            Tape tape = new(device);
            Tensor planes = x.To(device), weights = f.To(device);
            Node found = tape.Parameter(planes).Convolve(tape.Parameter(weights), null, side, padding);
            Near(y, found.Value, channels * side * side);
            tape.Backward(found, dy.To(device));
            Near(dx, tape.GradientOf(planes), filters * side * side);
            Near(df, tape.GradientOf(weights), outHeight * outWidth * batch);
        }
    }

    // Sums of several blocks, and tiles of every height.
    [Theory, InlineData(3, 2, 5), InlineData(2, 25, 60), InlineData(4, 9, 235)]
    public void An_LSTM_matches_its_steps(int steps, int batch, int units)
    {
        Tensor x = Samples.Random(Device.Default, 1, steps * batch, 4 * units), w = Samples.Random(Device.Default, 2, units, 4 * units).Scale(0.1f);
        Tensor outputs = Samples.Random(Device.Default, 3, batch, units), cells = Samples.Random(Device.Default, 4, batch, units),
            dy = Samples.Random(Device.Default, 5, steps * batch, units);
        Tape slow = new(Device.Default);
        Node weights = slow.Parameter(w), h = slow.Constant(outputs), c = slow.Constant(cells), all = slow.Parameter(x);
        List<Node> after = [];
        for (int step = 0; step < steps; step++)
        {
            Node sums = all.RowRange(step * batch, batch).Add(h.Multiply(weights));
            Node input = sums.ColumnRange(0, units).Apply(Activation.Logistic), forget = sums.ColumnRange(units, units).Apply(Activation.Logistic);
            Node output = sums.ColumnRange(2 * units, units).Apply(Activation.Logistic), candidate = sums.ColumnRange(3 * units, units).Apply(Activation.Tanh);
            c = forget.Times(c).Add(input.Times(candidate));
            h = output.Times(c.Apply(Activation.Tanh));
            after.Add(h);
        }

        Node expected = Node.Stack(after);
        slow.Backward(expected, dy);
        foreach (CpuDevice device in Devices.All)
        {
            Tape tape = new(device);
            Tensor incoming = x.To(device), recurrent = w.To(device);
            Node found = tape.Parameter(incoming).Lstm(tape.Parameter(recurrent), outputs.To(device), cells.To(device));
            Near(Doubles(expected.Value), found.Value, units);
            tape.Backward(found, dy.To(device));
            Near(Doubles(slow.GradientOf(x)), tape.GradientOf(incoming), units);
            Near(Doubles(slow.GradientOf(w)), tape.GradientOf(recurrent), steps * batch);
        }
    }

    private static double[] Doubles(Tensor tensor) => [.. tensor.AsSpan().ToArray().Select(x => (double)x)];

    private static void Near(double[] expected, Tensor found, int terms)
    {
        ReadOnlySpan<float> numbers = found.AsSpan();
        Assert.Equal(expected.Length, numbers.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - numbers[i]) <= 2e-6 * Math.Max(4, terms), $"element {i} is {numbers[i]}; expected {expected[i]}");
    }
}
