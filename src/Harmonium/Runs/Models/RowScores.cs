using Harmonium.Data;
using Harmonium.Machines;
using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>The anomaly scores of the rows of data.</summary>
/// <param name="FreeEnergies">F(v) of every row in nats; null if the model has no free energy.</param>
/// <param name="ReconstructionErrors">The squared reconstruction error of every row.</param>
internal sealed record RowScores(double[]? FreeEnergies, double[] ReconstructionErrors)
{
    /// <summary>The score of every row, higher for more unusual rows: the free energy if there is one, else the reconstruction error.</summary>
    internal double[] Scores => FreeEnergies ?? ReconstructionErrors;

    /// <summary>True if rows can be scored by a model.</summary>
    internal static bool IsPossible(TrainedModel model) => model.Density is not null || model.Encoder is { CanReconstruct: true };

    /// <summary>Computes the scores.</summary>
    /// <exception cref="ArgumentException">The rows do not fit the model.</exception>
    internal static RowScores Of(TrainedModel model, Dataset data, CancellationToken cancel = default)
    {
        List<double> energies = [], errors = [];
        foreach (States block in new VisibleData(data).Blocks(model.Device))
        {
            cancel.ThrowIfCancellationRequested();
            if (model.Density is { } density)
            {
                energies.AddRange(density.FreeEnergy(block));
                errors.AddRange(density.ReconstructionErrors(block));
            }
            else
            {
                Tensor difference = model.Encoder!.Reconstruct(block).AddScaled(block.AsTensor(), -1);
                errors.AddRange(difference.DotRows(States.Dense(difference)));
            }
        }

        return new RowScores(model.Density is null ? null : [.. energies], [.. errors]);
    }

    /// <summary>
    /// Returns the value that a fraction of the scores do not exceed, with linear interpolation between neighbors (Hyndman and Fan 1996, type 7).
    /// </summary>
    /// <param name="scores">The scores, at least one.</param>
    /// <param name="quantile">The fraction, 0 to 1.</param>
    internal static double Quantile(IReadOnlyList<double> scores, double quantile)
    {
        double[] sorted = [.. scores.Order()];
        double at = quantile * (sorted.Length - 1);
        int below = (int)Math.Floor(at);
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[^1];
    }
}
