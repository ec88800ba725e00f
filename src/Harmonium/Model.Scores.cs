using Harmonium.Machines;
using Harmonium.Runs.Models;

namespace Harmonium;

/// <content>Anomaly scores.</content>
public abstract partial class Model
{
    /// <summary>
    /// Computes the free energy of every example in nats, F(v) = −log Σₕ exp(−E(v, h)): the higher it is, the less likely is the example, since
    /// log p(v) = −F(v) − log Z with the same Z for all examples. For a row of a table with missing cells, it is the mean over draws of these cells.
    /// </summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <exception cref="NotSupportedException">The kind has no free energy.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public double[] Score(Rows rows)
    {
        Density density = Need(Core.Density, ModelParts.Density, nameof(Score));
        return [.. new VisibleData(Fitting(rows)).Blocks(Core.Device).SelectMany(density.FreeEnergy)];
    }

    /// <summary>
    /// Computes the score that a fraction of the training rows do not exceed. A row with a higher <see cref="Score"/> is more unusual than all but the rest of
    /// the training rows.
    /// </summary>
    /// <param name="training">The training rows, or others without anomalies, [rows, columns].</param>
    /// <param name="quantile">The fraction, from 0 to 1.</param>
    /// <exception cref="NotSupportedException">The kind has no free energy.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public double ScoreThreshold(Rows training, double quantile = 0.99)
    {
        if (quantile is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), $"The quantile is {quantile}; expected a number from 0 to 1.");
        return RowScores.Quantile(Score(training), quantile);
    }

    /// <summary>
    /// Computes the contribution of every column to how unusual an example is, in nats: −log p(v_i | all other columns) − H, where p is the conditional
    /// distribution of the pseudo-likelihood (Besag 1975) and H is its entropy. The column with the largest number makes the row unusual. The mean under the
    /// model is 0. It is NaN for a missing cell of a table.
    /// </summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <returns>[rows, columns]; for categorical units one number per block of units.</returns>
    /// <exception cref="NotSupportedException">The kind has no free energy, or its units have no such contributions.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public double[,] Contributions(Rows rows)
    {
        Density density = Need(Core.Density, ModelParts.Density, nameof(Contributions));
        double[][,] blocks = [.. new VisibleData(Fitting(rows)).Blocks(Core.Device).Select(density.Contributions)];
        double[,] all = new double[rows.Data.Count, blocks[0].GetLength(1)];
        int next = 0;
        foreach (double[,] block in blocks)
        {
            Array.Copy(block, 0, all, next, block.Length);
            next += block.Length;
        }

        return all;
    }

    /// <summary>Computes the squared distance of every example from its reconstruction, in squared units of the data.</summary>
    /// <param name="rows">The examples, [rows, columns].</param>
    /// <exception cref="NotSupportedException">The kind, or this model, has no reconstructions.</exception>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    public double[] ReconstructionErrors(Rows rows)
    {
        if (!RowScores.IsPossible(Core))
            throw new NotSupportedException($"This {Kind} model has no reconstructions. Use a model of one of the kinds rbm, stack and table-rbm.");
        return RowScores.Of(Core, Fitting(rows)).ReconstructionErrors;
    }
}
