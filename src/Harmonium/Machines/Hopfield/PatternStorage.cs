using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Machines.Hopfield;

/// <summary>Computes weights from patterns, [patterns, N] of ±1.</summary>
internal static class PatternStorage
{
    /// <summary>Returns the weights that a rule computes from patterns.</summary>
    internal static HopfieldWeights Store(Tensor patterns, StorageOptions options)
    {
        HopfieldWeights weights = options.Rule switch
        {
            StorageRule.Hebb => Factored(patterns, 1.0 / patterns.Columns),
            StorageRule.HebbOriginal => Factored(Fired(patterns), 1.0 / patterns.Columns),
            StorageRule.PseudoInverse => Factored(OrthonormalBasis(patterns), 1),
            _ => new MatrixWeights(Perceptron(patterns, options)),
        };
        return options.RemoveWeakest > 0 ? new MatrixWeights(WithoutWeakest(weights.ToMatrix(), options.RemoveWeakest)) : weights;
    }

    /// <summary>Returns factored weights if they are cheaper: a field costs 2 R N with factors and N² with a matrix.</summary>
    private static HopfieldWeights Factored(Tensor rows, double scale)
    {
        FactoredWeights factored = new(rows.Transpose(), scale);
        return 2L * rows.Rows <= rows.Columns ? factored : new MatrixWeights(factored.ToMatrix());
    }

    private static Tensor Fired(Tensor patterns)
    {
        Tensor fired = patterns.Contiguous().Clone();
        foreach (ref float x in fired.AsSpan())
            x = x > 0 ? 1 : 0;
        return fired;
    }

    /// <summary>
    /// Makes the rows orthonormal, one after another. Each row is orthogonalized twice, which is enough for float32 (Gram and Schmidt; Giraud,
    /// Langou, Rozložník 2005). A pattern in the span of the others adds no row.
    /// </summary>
    private static Tensor OrthonormalBasis(Tensor patterns)
    {
        const double Dependent = 1e-4;
        int n = patterns.Columns, rank = 0;
        Tensor basis = Tensor.Zeros(patterns.Device, Math.Min(patterns.Rows, n), n);
        for (int mu = 0; mu < patterns.Rows && rank < n; mu++)
        {
            Tensor rest = patterns.RowRange(mu, 1).Contiguous().Clone().Scale((float)(1 / Math.Sqrt(n)));
            for (int pass = 0; pass < 2 && rank > 0; pass++)
            {
                Tensor found = basis.RowRange(0, rank);
                rest.Multiply(found, transposeRight: true).Multiply(found, into: rest, scale: -1, accumulate: true);
            }

            double length = Math.Sqrt(rest.SumOfSquares());
            if (length < Dependent)
                continue;
            rest.Scale((float)(1 / length)).CopyTo(basis.RowRange(rank++, 1));
        }

        return basis.RowRange(0, rank);
    }

    /// <summary>
    /// Starts from Hebb's weights and repeats W ← W + (A S + (A S)ᵀ) / N over blocks of patterns in random order, where the mask A is 1 for
    /// neurons whose stability is below the margin.
    /// </summary>
    private static Tensor Perceptron(Tensor patterns, StorageOptions options)
    {
        const int Block = 64;
        int n = patterns.Columns;
        Tensor weights = new FactoredWeights(patterns.Transpose(), 1.0 / n).ToMatrix();
        bool learned = true;
        for (int epoch = 0; learned && epoch < options.Epochs; epoch++)
        {
            learned = false;
            int[] order = RandomStream.For(options.Seed, Purpose.Shuffling, epoch).Permutation(patterns.Rows);
            for (int start = 0; start < order.Length; start += Block)
                learned |= Correct(weights, RowsOf(patterns, order.AsSpan(start, Math.Min(Block, order.Length - start))), options.Margin);
        }

        return weights;
    }

    private static bool Correct(Tensor weights, Tensor patterns, double margin)
    {
        Tensor wrong = patterns.Multiply(weights);
        bool any = false;
        for (int mu = 0; mu < patterns.Rows; mu++)
        {
            Span<float> h = wrong.Row(mu);
            ReadOnlySpan<float> s = patterns.Row(mu);
            for (int i = 0; i < h.Length; i++)
            {
                bool below = h[i] * s[i] <= margin;
                any |= below;
                h[i] = below ? s[i] : 0;
            }
        }

        if (!any)
            return false;
        // Integers until they are scaled, so the sum with its transpose is exactly symmetric.
        Tensor change = wrong.Multiply(patterns, transposeLeft: true);
        change.AddScaled(change.Transpose());
        weights.AddScaled(change, 1f / weights.Rows);
        SymmetricMatrix.ClearDiagonal(weights);
        return true;
    }

    private static Tensor RowsOf(Tensor patterns, ReadOnlySpan<int> rows)
    {
        Tensor taken = Tensor.Zeros(patterns.Device, rows.Length, patterns.Columns);
        for (int i = 0; i < rows.Length; i++)
            patterns.Row(rows[i]).CopyTo(taken.Row(i));
        return taken;
    }

    private static Tensor WithoutWeakest(Tensor weights, double share)
    {
        int n = weights.Rows;
        float[] magnitudes = new float[(long)n * (n - 1) / 2];
        for (int i = 0, next = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
                magnitudes[next++] = Math.Abs(weights[i, j]);
        }

        Array.Sort(magnitudes);
        int removed = (int)(share * magnitudes.Length);
        if (removed == 0)
            return weights;
        // Synapses that are as weak as the last removed one are removed with it.
        float limit = magnitudes[removed - 1];
        Tensor kept = weights.Clone();
        for (int i = 0; i < n; i++)
        {
            foreach (ref float w in kept.Row(i))
                w = Math.Abs(w) <= limit ? 0 : w;
        }

        return kept;
    }
}
