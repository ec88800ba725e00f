using Harmonium.Couplings;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>Stops the training when weights between unbounded units make the partition function infinite.</summary>
internal sealed class NormalizationGuard
{
    private readonly IReadOnlyList<DenseCoupling> _couplings;

    private NormalizationGuard(IReadOnlyList<DenseCoupling> couplings) => _couplings = couplings;

    /// <summary>Returns a guard for a model; null if its partition function is finite for all weights.</summary>
    internal static NormalizationGuard? For(BoltzmannMachine machine)
    {
        DenseCoupling[] couplings =
            [.. machine.Couplings.OfType<DenseCoupling>().Where(c => c.First.Units.Range != UnitRange.Bounded && c.Second.Units.Range != UnitRange.Bounded)];
        return couplings.Length == 0 ? null : new NormalizationGuard(couplings);
    }

    /// <summary>Checks the weights after a step. Weights that are not finite are left to <see cref="DivergenceGuard"/>.</summary>
    /// <exception cref="DivergedException">The weights do not define a distribution.</exception>
    internal void After(TrainingTime time, double rate)
    {
        foreach (DenseCoupling coupling in _couplings)
        {
            if (float.IsFinite(coupling.Weights.LargestMagnitude())
                && Normalizability.TroubleOf(coupling.First.Units, coupling.Second.Units, coupling.Weights) is { } trouble)
            {
                throw new DivergedException(time.Step,
                    $"The training diverged at step {time.Step} (learning rate {rate:G3}): {trouble}. Restart, or resume from the last checkpoint with " +
                        $"--learning-rate {rate / 10:G3}.");
            }
        }
    }
}
