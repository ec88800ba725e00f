namespace Harmonium.Numerics.Differentiation.Operations;

/// <summary>
/// −Σ w t log softmax(x), where t is one-hot, optionally smoothed over all classes, and w is the weight of the example's class, 1 by default.
/// Backward: dx = w (softmax(x) − t)/batch.
/// </summary>
internal sealed class SoftmaxLoss : LossNode
{
    private readonly Node _x;
    private readonly int[] _labels;
    private readonly float _smoothing;
    private readonly float[]? _classWeights;
    private readonly Tensor _probabilities;

    internal SoftmaxLoss(Node x, int[] labels, float smoothing, float[]? classWeights)
        : this(x, labels, smoothing, classWeights, Forward(x, labels, smoothing, classWeights))
    {
    }

    private SoftmaxLoss(Node x, int[] labels, float smoothing, float[]? classWeights, (Tensor Probabilities, double Total) forward)
        : base(x, forward.Total)
    {
        (_x, _labels, _smoothing, _classWeights, _probabilities) = (x, labels, smoothing, classWeights, forward.Probabilities);
        Tape.Write(this);
    }

    internal override void Backward()
    {
        // softmax − t replaces the probabilities, which are no longer used.
        int classes = _probabilities.Columns;
        Span<float> differences = _probabilities.AsSpan();
        if (_smoothing != 0)
            Device.Affine(_probabilities, 1, -_smoothing / classes, _probabilities, accumulate: false);
        for (int row = 0; row < _labels.Length; row++)
        {
            differences[(row * classes) + _labels[row]] -= 1 - _smoothing;
            if (_classWeights is not null)
                Scale(differences.Slice(row * classes, classes), _classWeights[_labels[row]]);
        }

        Tensor into = _x.Receive(out bool accumulate);
        Device.Affine(_probabilities, ScaleFor(_x), 0, into, accumulate);
    }

    private static void Scale(Span<float> row, float factor)
    {
        foreach (ref float value in row)
            value *= factor;
    }

    private static (Tensor Probabilities, double Total) Forward(Node x, int[] labels, float smoothing, float[]? classWeights)
    {
        ArgumentNullException.ThrowIfNull(labels);
        (int rows, int classes) = (x.Value.Rows, x.Value.Columns);
        if (labels.Length != rows)
            throw new ArgumentException($"There must be one label per row; there are {labels.Length} labels for {rows} rows.", nameof(labels));
        if (smoothing is not (>= 0 and < 1))
            throw new ArgumentException($"Label smoothing must be in [0, 1); it is {smoothing}.", nameof(smoothing));
        if (classWeights is not null && classWeights.Length != classes)
            throw new ArgumentException($"There must be one weight per class; there are {classWeights.Length} for {classes} classes.", nameof(classWeights));
        foreach (int label in labels)
        {
            if (label < 0 || label >= classes)
                throw new ArgumentException($"Labels must be between 0 and {classes - 1} for values of shape {Tensor.Describe(x.Value.Shape)}; one is {label}.",
                    nameof(labels));
        }

        Tensor probabilities = x.Tape.Buffer(rows, classes), normalizers = x.Tape.Buffer(rows);
        x.Device.Softmax(x.Value, probabilities, normalizers);
        ReadOnlySpan<float> logits = x.Value.AsSpan();
        double total = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> own = logits.Slice(row * classes, classes);
            double target = (1 - smoothing) * own[labels[row]];
            if (smoothing != 0)
            {
                double sum = 0;
                foreach (float logit in own)
                    sum += logit;
                target += smoothing * sum / classes;
            }

            total += (classWeights?[labels[row]] ?? 1) * (normalizers[row] - target);
        }

        return (probabilities, total);
    }
}
