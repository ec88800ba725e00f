using Harmonium.Data;
using Harmonium.Learning;
using Harmonium.Learning.Schedules;
using Harmonium.Numerics.Randomness;
using Tensor = Harmonium.Numerics.Tensor;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Networks.Neurons;

/// <summary>
/// Rosenblatt's perceptron (1958) with error correction: weights change only at a mistake, by ±η(n) x. Two classes have one weight vector; more have one each,
/// and the right one is drawn toward the example, the one that won pushed away (Kesler's construction, Nilsson 1965). An input of 1 stands for the bias.
/// </summary>
public sealed class Perceptron
{
    /// <summary>A perceptron with weights of 0.</summary>
    /// <param name="inputs">How many numbers an example has, at least 1.</param>
    /// <param name="classes">How many classes, at least 2.</param>
    public Perceptron(int inputs, int classes = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        (Inputs, Classes) = (inputs, classes);
        Weights = Tensor.Zeros(classes == 2 ? 1 : classes, inputs + 1);
    }

    /// <summary>How many numbers an example has.</summary>
    public int Inputs { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>[1 or classes, inputs + 1], the bias last.</summary>
    public Tensor Weights { get; }

    /// <summary>The class of an example: that of the largest sum; of two classes the second where the sum is at least 0.</summary>
    /// <exception cref="ArgumentException">The example has another length.</exception>
    public int Classify(ReadOnlySpan<float> example)
    {
        if (example.Length != Inputs)
            throw new ArgumentException($"The perceptron takes {Inputs} numbers; {example.Length} were given.", nameof(example));
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

    /// <summary>The share of examples whose class is answered wrongly.</summary>
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

    /// <summary>Learns until an epoch passes without a mistake, or the data are found not to be separable, or all epochs are made.</summary>
    /// <param name="data">Examples with labels below <see cref="Classes"/>.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="afterMistake">Is told after each correction; null for nobody.</param>
    /// <param name="cancel">Asks to stop.</param>
    /// <exception cref="ArgumentException">The data have no labels, or do not fit.</exception>
    public PerceptronResult Learn(Dataset data, PerceptronOptions options, Action<Perceptron>? afterMistake = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        int[] labels = LabelsOf(data);
        Tensor all = All(data);
        double radius = Math.Sqrt(Enumerable.Range(0, data.Count).Select(row => 1 + (double)TensorPrimitives.SumOfSquares(all.Row(row)))
            .DefaultIfEmpty(1).Max());
        // The margin's bound needs equal steps from 0; a cycle needs equal steps in equal order.
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

    /// <summary>w ← w + rate · x. The mean of all weights is the last less what came late: each change counts with the steps before it.</summary>
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
        : throw new ArgumentException($"The data set {data.Name} has {data.Examples.Columns} numbers an example; the perceptron takes {Inputs}.", nameof(data));

    private int[] LabelsOf(Dataset data)
    {
        int[] labels = data.Labels ?? throw new ArgumentException($"A perceptron learns classes; the data set {data.Name} has no labels.", nameof(data));
        foreach (int label in labels)
        {
            if (label >= Classes)
                throw new ArgumentException($"The perceptron knows the classes 0 to {Classes - 1}; a label of {data.Name} is {label}.", nameof(data));
        }

        return labels;
    }
}
