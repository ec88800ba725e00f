using Harmonium.Numerics;

namespace Harmonium.Data.Preprocessing;

/// <summary>
/// Makes the columns of real-valued data uncorrelated with variance 1, with the least change of each example: y = P (x − m) with
/// P = V (Λ + ε)^(−½) Vᵀ from the covariance C = V Λ Vᵀ (ZCA; Bell &amp; Sejnowski 1997). Optionally, the mean of each example is
/// subtracted first, which is common for patches of photographs.
/// </summary>
internal sealed class Whitening
{
    // Enough for a covariance of several hundred columns. More examples would change it by less than its standard error.
    private const int MostExamples = 100_000;

    private readonly Tensor _mean;
    private readonly Tensor _forward;
    private readonly Tensor _backward;
    private readonly bool _centersExamples;

    private Whitening(Tensor mean, Tensor forward, Tensor backward, bool centersExamples)
    {
        _mean = mean;
        _forward = forward;
        _backward = backward;
        _centersExamples = centersExamples;
    }

    /// <summary>Computes the whitening of a data set.</summary>
    /// <param name="data">The examples, at least two, with at most several hundred columns.</param>
    /// <param name="regularization">ε relative to the mean variance. Directions of smaller variance are not scaled up to variance 1.</param>
    /// <param name="centerExamples">True to subtract each example's own mean first.</param>
    /// <exception cref="ArgumentException">There are fewer than two examples, or ε is negative or not finite.</exception>
    public static Whitening Of(Dataset data, double regularization = 1e-2, bool centerExamples = true)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count < 2)
            throw new ArgumentException($"Whitening needs at least two examples; {data.Name} has {data.Count}.", nameof(data));
        if (!(regularization >= 0) || !double.IsFinite(regularization))
            throw new ArgumentException($"The regularization must be at least 0; it is {regularization}.", nameof(regularization));
        int columns = data.Examples.Columns;
        double[] mean = new double[columns];
        double[,] covariance = new double[columns, columns];
        foreach (Tensor block in Blocks(data, MostExamples, centerExamples))
            AddMoments(block, mean, covariance);
        int count = Math.Min(data.Count, MostExamples);
        double trace = 0;
        for (int i = 0; i < columns; i++)
            mean[i] /= count;
        for (int i = 0; i < columns; i++)
        {
            for (int j = i; j < columns; j++)
                covariance[i, j] = (covariance[i, j] / count) - (mean[i] * mean[j]);
            trace += covariance[i, i];
        }

        // Directions without variance beyond rounding errors are omitted.
        double floor = regularization * trace / columns, least = 1e-7 * trace / columns;
        SymmetricEigen eigen = SymmetricEigen.Of(covariance);
        return new Whitening(
            Tensor.From([.. mean.Select(x => (float)x)], columns),
            Power(eigen, columns, value => Math.Max(value, 0) + floor > least ? 1 / Math.Sqrt(Math.Max(value, 0) + floor) : 0),
            Power(eigen, columns, value => Math.Sqrt(Math.Max(value, 0) + floor)),
            centerExamples);
    }

    /// <summary>Returns the whitened data.</summary>
    /// <exception cref="ArgumentException">The data have a different number of columns.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Examples.Columns != _mean.Count)
            throw new ArgumentException($"This whitening is for {_mean.Count} columns; {data.Name} has {data.Examples.Columns}.", nameof(data));
        Tensor whitened = Tensor.Zeros(data.Count, data.Examples.Columns);
        int done = 0;
        foreach (Tensor block in Blocks(data, data.Count, _centersExamples))
        {
            for (int row = 0; row < block.Rows; row++)
                Subtract(block.Row(row), _mean.AsSpan());
            block.Multiply(_forward, into: whitened.RowRange(done, block.Rows));
            done += block.Rows;
        }

        return new Dataset($"whitened {data.Name}", new FloatExamples(whitened), data.Shape)
        {
            Labels = data.Labels,
            ClassNames = data.ClassNames,
            LeastClasses = data.LeastClasses,
            Origin = data.Origin
        };
    }

    /// <summary>Inverts the whitening of examples, up to their own means, [batch, columns].</summary>
    public Tensor Undo(Tensor whitened)
    {
        ArgumentNullException.ThrowIfNull(whitened);
        Tensor original = whitened.Multiply(_backward);
        for (int row = 0; row < original.Rows; row++)
        {
            Span<float> numbers = original.Row(row);
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] += _mean[i];
        }

        return original;
    }

    private static IEnumerable<Tensor> Blocks(Dataset data, int most, bool center)
    {
        const int Block = 1000;
        int count = Math.Min(data.Count, most);
        for (int start = 0; start < count; start += Block)
        {
            int[] rows = [.. Enumerable.Range(start, Math.Min(Block, count - start))];
            Tensor values = data.Examples.Rows(rows);
            for (int row = 0; center && row < values.Rows; row++)
            {
                Span<float> numbers = values.Row(row);
                double sum = 0;
                foreach (float x in numbers)
                    sum += x;
                float own = (float)(sum / numbers.Length);
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] -= own;
            }

            yield return values;
        }
    }

    private static void AddMoments(Tensor block, double[] sums, double[,] products)
    {
        Tensor gram = block.Multiply(block, transposeLeft: true);
        for (int i = 0; i < sums.Length; i++)
        {
            for (int row = 0; row < block.Rows; row++)
                sums[i] += block[row, i];
            for (int j = i; j < sums.Length; j++)
                products[i, j] += gram[i, j];
        }
    }

    private static void Subtract(Span<float> numbers, ReadOnlySpan<float> mean)
    {
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] -= mean[i];
    }

    /// <summary>Returns V f(Λ) Vᵀ.</summary>
    private static Tensor Power(SymmetricEigen eigen, int columns, Func<double, double> function)
    {
        Tensor vectors = Tensor.Zeros(columns, columns), scaled = Tensor.Zeros(columns, columns);
        for (int k = 0; k < columns; k++)
        {
            double factor = function(eigen.Values[k]);
            for (int i = 0; i < columns; i++)
            {
                vectors[i, k] = (float)eigen.Vector(k, i);
                scaled[i, k] = (float)(eigen.Vector(k, i) * factor);
            }
        }

        return scaled.Multiply(vectors, transposeRight: true);
    }
}
