using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests.Differentiation;

/// <summary>Compares the gradient of every operation of the tape with central differences.</summary>
public sealed class GradientTests
{
    private static readonly RandomStream _stream = RandomStream.For(7, Purpose.General);

    private static readonly GradientCase[] _operations =
    [
        new GradientCase("product", [[3, 4], [4, 5]], (_, p) => p[0].Multiply(p[1])),
        new GradientCase("product of a transposed left", [[4, 3], [4, 5]], (_, p) => p[0].Multiply(p[1], transposeLeft: true)),
        new GradientCase("product of a transposed right", [[3, 4], [5, 4]], (_, p) => p[0].Multiply(p[1], transposeRight: true)),
        new GradientCase("product of both transposed", [[4, 3], [5, 4]], (_, p) => p[0].Multiply(p[1], true, true)),
        new GradientCase("product with itself", [[3, 3]], (_, p) => p[0].Multiply(p[0])),
        new GradientCase("product of one number", [[1, 1], [1, 1]], (_, p) => p[0].Multiply(p[1])),
        new GradientCase("product over an empty sum", [[2, 0], [0, 3]], (_, p) => p[0].Multiply(p[1])),
        new GradientCase("product without rows", [[0, 2], [2, 3]], (_, p) => p[0].Multiply(p[1])),
        new GradientCase("linear", [[5, 4], [4, 3], [3]], (_, p) => p[0].Linear(p[1], p[2])),
        new GradientCase("linear without a bias", [[5, 4], [4, 3]], (_, p) => p[0].Linear(p[1], null)),
        new GradientCase("linear with tanh", [[5, 4], [4, 37], [37]], (_, p) => p[0].Linear(p[1], p[2], Activation.Tanh)) { Spread = 0.5f },
        new GradientCase("linear of one row", [[1, 4], [4, 3], [3]], (_, p) => p[0].Linear(p[1], p[2], new Activation(ActivationKind.Logistic, 2))),
        new GradientCase("linear of no rows", [[0, 4], [4, 3], [3]], (_, p) => p[0].Linear(p[1], p[2], Activation.Rectifier)),
        new GradientCase("linear of sparse data", [[130, 40], [40]], (t, p) =>
            t.Constant(Mostly0(5, 30, 130)).Linear(p[0], p[1], Activation.Tanh)) { Spread = 0.3f },
        new GradientCase("linear after a rectifier with much dropout", [[30, 7], [7, 65], [65], [65, 4]], (_, p) =>
            p[0].Linear(p[1], p[2], Activation.Rectifier).Dropout(0.8f, _stream).Linear(p[3], null)) { Center = 0.3f, Spread = 0.2f },
        new GradientCase("linear of binary data with few ones", [[300, 3]], (t, p) =>
            t.Constant(Samples.Binary(Device.Default, 6, 4, 300, 0.1)).Linear(p[0], null)),
        new GradientCase("linear with the same weights used twice", [[70, 5], [5]], (t, p) =>
            t.Constant(Mostly0(5, 4, 70)).Linear(p[0], p[1]).Times(t.Constant(Mostly0(6, 4, 70)).Linear(p[0], p[1]))) { Spread = 0.3f },
        .. Functions(),
        .. Broadcasts(),
        new GradientCase("scaled and shifted", [[3, 5]], (_, p) => p[0].Scale(-2, 3)),
        new GradientCase("sum of rows", [[3, 67]], (_, p) => p[0].SumRows()),
        new GradientCase("sum of no rows", [[0, 3]], (_, p) => p[0].SumRows()),
        new GradientCase("sum of columns", [[3, 19]], (_, p) => p[0].SumColumns()),
        new GradientCase("sum of all", [[3, 5]], (_, p) => p[0].Sum()),
        new GradientCase("mean of all", [[3, 5]], (_, p) => p[0].Mean()),
        new GradientCase("used twice", [[3, 5]], (_, p) => p[0].Times(p[0]).Add(p[0])),
        new GradientCase("reshaped", [[3, 4], [2, 6]], (_, p) => p[0].Reshape(2, 6).Times(p[1])),
        new GradientCase("row ranges and all rows", [[4, 3]], (_, p) => p[0].RowRange(1, 2).Times(p[0].RowRange(2, 2)).Add(p[0].RowRange(0, 2))),
        new GradientCase("empty row range", [[4, 3]], (_, p) => p[0].RowRange(2, 0)),
        new GradientCase("columns", [[4, 30]], (_, p) => p[0].ColumnRange(3, 20).Times(p[0].ColumnRange(5, 20))),
        new GradientCase("concatenated", [[3, 4], [3, 1], [3, 20]], (_, p) => Node.Concatenate(p[0], p[1], p[2], p[0])),
        new GradientCase("stacked", [[3, 4], [1, 4], [0, 4]], (_, p) => Node.Stack(p[0], p[1], p[2], p[0])),
        new GradientCase("softmax", [[3, 21]], (_, p) => p[0].Softmax()),
        new GradientCase("softmax of one class", [[3, 1]], (_, p) => p[0].Softmax()),
        new GradientCase("softmax with cross-entropy", [[4, 10]], (_, p) => p[0].SoftmaxCrossEntropy([3, 0, 9, 3])),
        new GradientCase("smoothed cross-entropy", [[4, 10]], (_, p) => p[0].SoftmaxCrossEntropy([3, 0, 9, 3], 0.1f)),
        new GradientCase("cross-entropy with class weights", [[4, 3]], (_, p) => p[0].SoftmaxCrossEntropy([2, 0, 1, 2], 0.1f, [0.5f, 3, 7])),
        new GradientCase("cross-entropy of an empty batch", [[0, 10]], (_, p) => p[0].SoftmaxCrossEntropy([])),
        new GradientCase("Bernoulli cross-entropy", [[4, 7]], (_, p) => p[0].BernoulliCrossEntropy(Uniform(9, 4, 7))),
        new GradientCase("squared error", [[4, 7]], (_, p) => p[0].SquaredError(Uniform(9, 4, 7))),
        new GradientCase("columns normalized", [[6, 5]], (_, p) => p[0].Normalize(ofColumns: true)),
        new GradientCase("rows normalized", [[3, 21]], (_, p) => p[0].Normalize(ofColumns: false)),
        new GradientCase("one row normalized by columns", [[1, 5]], (_, p) => p[0].Normalize(ofColumns: true, 1)),
        new GradientCase("normalized with gain and shift", [[6, 5], [5], [5]], (_, p) => p[0].Normalize(ofColumns: true).Times(p[1]).Add(p[2])),
        new GradientCase("dropout", [[6, 33]], (_, p) => p[0].Dropout(0.4f, _stream)),
        new GradientCase("lookup", [[5, 70], [70]], (_, p) => p[0].Lookup([2, 0, 2, 4], p[1])),
        new GradientCase("empty lookup", [[5, 3]], (_, p) => p[0].Lookup([])),
        new GradientCase("lookup in a computed table", [[5, 3]], (_, p) => p[0].Scale(2).Lookup([1, 1, 3])),
        new GradientCase("convolution", [[2, 6, 7, 3], [4, 18], [4]], (_, p) => p[0].Convolve(p[1], p[2], 3, activation: Activation.Tanh)) { Spread = 0.5f },
        new GradientCase("convolution with padding", [[1, 20, 18, 2], [6, 25], [6]], (_, p) => p[0].Convolve(p[1], p[2], 5, padding: 2)) { Spread = 0.3f },
        new GradientCase("convolution of one pixel", [[1, 1, 1, 1], [1, 1], [1]], (_, p) => p[0].Convolve(p[1], p[2], 1)),
        new GradientCase("convolution of no images", [[1, 5, 5, 0], [2, 9], [2]], (_, p) => p[0].Convolve(p[1], p[2], 3)),
        new GradientCase("average pooling", [[2, 5, 6, 2]], (_, p) => p[0].AveragePool(2)),
        new GradientCase("maximum pooling", [[2, 5, 6, 2]], (_, p) => p[0].MaximumPool(2)) { Spread = 30 },
        new GradientCase("planes to rows", [[3, 2, 5, 2], [2, 30]], (_, p) => p[0].PlanesToRows().Times(p[1])),
        new GradientCase("rows to planes", [[2, 30], [3, 2, 5, 2]], (_, p) => p[0].RowsToPlanes(3, 2, 5).Times(p[1])),
        new GradientCase("LSTM", [[6, 20], [5, 20]], (_, p) => p[0].Lstm(p[1], Uniform(3, 2, 5), Uniform(4, 2, 5))) { Spread = 0.7f },
        new GradientCase("one LSTM step", [[2, 20], [5, 20]], (_, p) => p[0].Lstm(p[1], Uniform(3, 2, 5), Uniform(4, 2, 5))) { Spread = 0.7f },
        new GradientCase("LSTM of a lookup", [[4, 68], [68], [17, 68]], (_, p) =>
            p[0].Lookup([1, 0, 3, 1, 2, 2], p[1]).Lstm(p[2], Uniform(3, 2, 17), Uniform(4, 2, 17))) { Spread = 0.4f },
        new GradientCase("LSTM of an empty batch", [[0, 8], [2, 8]], (_, p) => p[0].Lstm(p[1], Tensor.Zeros(0, 2), Tensor.Zeros(0, 2))),
    ];

    public static TheoryData<string> EveryOperation => [.. _operations.Select(operation => operation.Name)];

    [Theory, MemberData(nameof(EveryOperation))]
    public void The_gradient_matches_finite_differences(string name)
    {
        GradientCase operation = _operations.Single(known => known.Name == name);
        Tensor[] parameters = [.. operation.Shapes.Select((shape, i) => Numbers(operation, shape, i))];
        Tape tape = new(Device.Default);
        Node[] nodes = [.. parameters.Select(tape.Parameter)];
        Node result = operation.Compute(tape, nodes);
        Tensor weights = Uniform(20, result.Value.Shape);
        tape.Backward(result, weights);
        Tensor[] gradients = [.. parameters.Select(parameter => tape.GradientOf(parameter).Clone())];

        double Value()
        {
            tape.Reset();
            ReadOnlySpan<float> values = operation.Compute(tape, nodes = [.. parameters.Select(tape.Parameter)]).Value.AsSpan();
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
                sum += (double)values[i] * weights.AsSpan()[i];
            return sum;
        }

        for (int k = 0; k < parameters.Length; k++)
        {
            float scale = gradients[k].LargestMagnitude();
            // Every seventh of many elements: enough to find a wrong one.
            for (int i = 0; i < parameters[k].Count; i += parameters[k].Count > 100 ? 7 : 1)
            {
                float before = parameters[k].AsSpan()[i], step = 0.01f * Math.Min(1, operation.Spread);
                parameters[k].AsSpan()[i] = before + step;
                double above = Value();
                parameters[k].AsSpan()[i] = before - step;
                double below = Value();
                parameters[k].AsSpan()[i] = before;
                double difference = (above - below) / (2.0 * step);
                // The error has two parts: rounding of float32 sums, 10⁻⁶ over twice the step, and the third derivative times the squared step.
                Assert.Equal(difference, gradients[k].AsSpan()[i], 2e-3 * Math.Max(1, scale));
            }
        }
    }

    private static Tensor Mostly0(int seed, int rows, int columns) => Samples.Random(Device.Default, seed, rows, columns, density: 0.2);

    private static IEnumerable<GradientCase> Functions() =>
        from kind in Enum.GetValues<ActivationKind>()
        let positive = kind is ActivationKind.Logarithm or ActivationKind.SquareRoot
        from slope in new[] { 1f, 0.7f }
        select new GradientCase($"{kind} of slope {slope}", [[3, 21]], (_, p) => p[0].Apply(new Activation(kind, slope)))
        {
            Center = positive ? 2
            : kind == ActivationKind.Rectifier ? 0.013f : 0,
            Spread = positive ? 1 : 2
        };

    private static IEnumerable<GradientCase> Broadcasts()
    {
        (string Name, Func<Node, Node, Node> Apply)[] operations =
        [
            ("sum", (a, b) => a.Add(b)), ("difference", (a, b) => a.Subtract(b)), ("product", (a, b) => a.Times(b)), ("quotient", (a, b) => a.Over(b)),
        ];
        int[][][] pairs = [[[3, 20], [3, 20]], [[3, 20], [20]], [[3, 20], [1, 20]], [[3, 20], [3, 1]], [[3, 20], [1]], [[20], [3, 20]], [[1], [3, 20]],
            [[3, 1], [3, 20]], [[1], [1]], [[0, 4], [4]], [[2, 0], [2, 1]]];
        return from operation in operations
               from pair in pairs
               select new GradientCase($"{operation.Name} of {Tensor.Describe(pair[0])} and {Tensor.Describe(pair[1])}", pair, (_, p) =>
                   operation.Apply(p[0], p[1]))
               { Center = 2, Spread = 1 };
    }

    private static Tensor Numbers(GradientCase operation, int[] shape, int index)
    {
        Tensor numbers = Tensor.Zeros(shape);
        _stream.At(index).FillUniform(numbers.AsSpan(), operation.Center - operation.Spread, operation.Center + operation.Spread);
        return numbers;
    }

    private static Tensor Uniform(int branch, params ReadOnlySpan<int> shape)
    {
        Tensor numbers = Tensor.Zeros(shape);
        _stream.At(branch).FillUniform(numbers.AsSpan());
        return numbers;
    }
}
