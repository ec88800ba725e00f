using Harmonium.Couplings;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>Stops a training at the step at which weights between units without bounds make a sum over all states that is infinite.</summary>
internal sealed class NormalizationGuard
{
    private readonly IReadOnlyList<DenseCoupling> _couplings;

    private NormalizationGuard(IReadOnlyList<DenseCoupling> couplings) => _couplings = couplings;

    /// <summary>A guard of a machine; null where any weights will do.</summary>
    internal static NormalizationGuard? For(BoltzmannMachine machine)
    {
        DenseCoupling[] couplings =
            [.. machine.Couplings.OfType<DenseCoupling>().Where(c => c.First.Units.Range != UnitRange.Bounded && c.Second.Units.Range != UnitRange.Bounded)];
        return couplings.Length == 0 ? null : new NormalizationGuard(couplings);
    }

    /// <summary>Looks at the weights after a step; those that are not finite are another guard's to report.</summary>
    /// <exception cref="DivergedException">They make no distribution.</exception>
    internal void After(TrainingTime time, double rate)
    {
        foreach (DenseCoupling coupling in _couplings)
        {
            if (float.IsFinite(coupling.Weights.LargestMagnitude())
                && Normalisability.TroubleOf(coupling.First.Units, coupling.Second.Units, coupling.Weights) is { } trouble)
            {
                throw new DivergedException(time.Step,
                    $"The training diverged at step {time.Step} (learning rate {rate:G3}): {trouble}. Start again, or resume from the last checkpoint with " +
                        $"--learning-rate {rate / 10:G3}.");
            }
        }
    }
}
