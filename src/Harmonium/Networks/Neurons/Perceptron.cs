using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Learning.Schedules;
using Harmonium.Numerics.Randomness;
using Tensor = Harmonium.Numerics.Tensor;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Networks.Neurons;

/// <summary>
/// Rosenblatt's perceptron (1958) with error correction. Weights change only after a mistake, by ±η(n) x. Two classes have one weight vector; more classes
/// have one each: the correct one moves toward the example, the predicted one away from it (Kesler's construction, Nilsson 1965). The bias is the weight
/// of a constant input of 1.
/// </summary>
internal sealed class Perceptron
{
    /// <summary>Creates a perceptron with weights of 0.</summary>
    /// <param name="inputs">The number of values per example, at least 1.</param>
    /// <param name="classes">The number of classes, at least 2.</param>
    public Perceptron(int inputs, int classes = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        (Inputs, Classes) = (inputs, classes);
        Weights = Tensor.Zeros(classes == 2 ? 1 : classes, inputs + 1);
    }

    /// <summary>The number of values per example.</summary>
    public int Inputs { get; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The weights, [1 or classes, inputs + 1], with the bias last.</summary>
    public Tensor Weights { get; }

    /// <summary>Returns the class of an example: the one with the largest sum; with two classes, the second if the sum is at least 0.</summary>
    /// <exception cref="ArgumentException">The example has a different length.</exception>
    public int Classify(ReadOnlySpan<float> example)
    {
        if (example.Length != Inputs)
            throw new ArgumentException($"The perceptron takes {Inputs} values; {example.Length} were given.", nameof(example));
        if (Classes == 2)
            return Sum(Weights.Row(0), example) >= 0 ? 1 : 0;
        int best = 0;
        float most = float.NegativeInfinity;
        for (int k = 0; k < Classes; k++)
        {
            float sum = Sum(Weights.Row(k), example);
            if (sum > most)
                (best, most) = (k, sum);
        }

        return best;
    }

    /// <summary>Returns the fraction of misclassified examples.</summary>
    /// <exception cref="ArgumentException">The data have no labels, or do not fit.</exception>
    public double ErrorOn(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] labels = LabelsOf(data);
        Tensor all = All(data);
        int wrong = 0;
        for (int row = 0; row < data.Count; row++)
            wrong += Classify(all.Row(row)) == labels[row] ? 0 : 1;
        return (double)wrong / Math.Max(1, data.Count);
    }

    /// <summary>Trains until an epoch has no mistakes, the data are found not to be separable, or all epochs are completed.</summary>
    /// <param name="data">Examples with labels below <see cref="Classes"/>.</param>
    /// <param name="options">The training options.</param>
    /// <param name="afterMistake">Called after each correction; may be null.</param>
    /// <param name="cancel">Cancels the training.</param>
    /// <exception cref="ArgumentException">The data have no labels, or do not fit.</exception>
    public PerceptronResult Learn(Dataset data, PerceptronOptions options, Action<Perceptron>? afterMistake = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        int[] labels = LabelsOf(data);
        Tensor all = All(data);
        double radius = Math.Sqrt(Enumerable.Range(0, data.Count).Select(row => 1 + (double)TensorPrimitives.SumOfSquares(all.Row(row)))
            .DefaultIfEmpty(1).Max());
        // The bound on the margin needs equal step sizes and initial weights of 0. Cycle detection needs equal step sizes and a fixed order.
        bool constant = options.LearningRate is ConstantSchedule, fromZero = Weights.SumOfSquares() == 0;
        double[]? sums = options.Averaged ? new double[Weights.Count] : null;
        HashSet<string> seen = [];
        long mistakes = 0, step = 0;
        PerceptronEnd end = PerceptronEnd.Unfinished;
        int epoch = 0;
        double bound = double.PositiveInfinity;
        while (epoch < options.Epochs && end == PerceptronEnd.Unfinished)
        {
            cancel.ThrowIfCancellationRequested();
            int[]? order = options.Shuffled ? [.. RandomStream.For(options.Seed, Purpose.Shuffling, epoch).Permutation(data.Count)] : null;
            long before = mistakes;
            for (int i = 0; i < data.Count; i++, step++)
            {
                int row = order?[i] ?? i, label = labels[row], answer = Classify(all.Row(row));
                if (answer != label)
                {
                    mistakes++;
                    float rate = (float)options.LearningRate.At(new TrainingTime(step, (double)step / data.Count, options.Epochs));
                    Correct(all.Row(row), label, answer, rate, sums, step);
                    afterMistake?.Invoke(this);
                    if (constant && fromZero && Classes == 2)
                        bound = Math.Min(bound, Math.Sqrt(Weights.SumOfSquares()) / (rate * mistakes));
                }
            }

            epoch++;
            end = mistakes == before ? PerceptronEnd.Separated
                : constant && !options.Shuffled
                    && !seen.Add(Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Weights.AsSpan()))) ? PerceptronEnd.Cycle
                : bound < options.LeastMargin * radius ? PerceptronEnd.NoMargin
                : PerceptronEnd.Unfinished;
        }

        if (sums is not null && step > 0)
            Average(sums, step);
        return new PerceptronResult(end, epoch, mistakes, bound);
    }

    private static float Sum(ReadOnlySpan<float> weights, ReadOnlySpan<float> example) => TensorPrimitives.Dot(weights[..^1], example) + weights[^1];

    private void Correct(ReadOnlySpan<float> example, int label, int answer, float rate, double[]? sums, long step)
    {
        if (Classes == 2)
        {
            Move(0, example, label == 1 ? rate : -rate, sums, step);
            return;
        }

        Move(label, example, rate, sums, step);
        Move(answer, example, -rate, sums, step);
    }

    /// <summary>w ← w + rate · x. The mean of all weights is the last weights minus each change times the fraction of steps before it.</summary>
    private void Move(int row, ReadOnlySpan<float> example, float rate, double[]? sums, long step)
    {
        Span<float> weights = Weights.Row(row);
        TensorPrimitives.MultiplyAdd(example, rate, weights[..^1], weights[..^1]);
        weights[^1] += rate;
        if (sums is null)
            return;
        Span<double> late = sums.AsSpan(row * weights.Length, weights.Length);
        for (int i = 0; i < example.Length; i++)
            late[i] += (double)step * rate * example[i];
        late[^1] += (double)step * rate;
    }

    private void Average(double[] late, long steps)
    {
        Span<float> weights = Weights.AsSpan();
        for (int i = 0; i < weights.Length; i++)
            weights[i] -= (float)(late[i] / steps);
    }

    private Tensor All(Dataset data) => data.Examples.Columns == Inputs
        ? data.Examples.Rows([.. Enumerable.Range(0, data.Count)])
        : throw new ArgumentException($"The data set {data.Name} has {data.Examples.Columns} values per example; the perceptron takes {Inputs}.", nameof(data));

    private int[] LabelsOf(Dataset data)
    {
        int[] labels = data.Labels ?? throw new ArgumentException($"A perceptron needs labels; the data set {data.Name} has none.", nameof(data));
        foreach (int label in labels)
        {
            if (label >= Classes)
                throw new ArgumentException($"The perceptron has the classes 0 to {Classes - 1}; {data.Name} has the label {label}.", nameof(data));
        }

        return labels;
    }
}
