using Harmonium.Evaluation.Monitors;
using Harmonium.Learning;
using Harmonium.Machines;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>
/// A metric that is computed after every epoch on the same small set of examples. Monitors show the progress of training; to compare models, use
/// the likelihood.
/// </summary>
internal sealed class RbmMonitor
{
    private readonly Func<BoltzmannMachine, MachineData, MachineData?, ulong, double> _measure;

    private RbmMonitor(string name, Func<BoltzmannMachine, MachineData, MachineData?, ulong, double> measure)
    {
        Name = name;
        _measure = measure;
    }

    /// <summary>All monitors.</summary>
    public static IReadOnlyList<RbmMonitor> All { get; } =
    [
        new RbmMonitor("reconstructionError", (machine, train, _, _) => ReconstructionError.Of(machine, train).Squared),
        new RbmMonitor("pseudoLogLikelihood", (machine, train, _, seed) => PseudoLikelihood.OverSampledUnits(machine, train, seed)) { HigherIsBetter = true,
            NeedsBinary = true, NeedsIndependentHidden = true },
        new RbmMonitor("validationPseudoLogLikelihood", (machine, _, validation, seed) => PseudoLikelihood.OverSampledUnits(machine, validation!, seed))
        {
            HigherIsBetter = true,
            NeedsBinary = true,
            NeedsIndependentHidden = true,
            NeedsValidation = true,
        },
        new RbmMonitor("validationReconstructionError", (machine, _, validation, _) => ReconstructionError.Of(machine, validation!).Squared)
        {
            NeedsValidation = true,
        },
        new RbmMonitor("freeEnergyGap", (machine, train, validation, seed) => FreeEnergyGap.Of(machine, train, validation!, seed)) { NeedsValidation = true },
    ];

    /// <summary>The names of all monitors.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(monitor => monitor.Name)];

    /// <summary>The name in files, in camel case.</summary>
    public string Name { get; }

    /// <summary>True if larger values are better.</summary>
    public bool HigherIsBetter { get; private init; }

    /// <summary>True if the metric needs a validation split.</summary>
    public bool NeedsValidation { get; private init; }

    /// <summary>True if the metric needs binary examples.</summary>
    public bool NeedsBinary { get; private init; }

    /// <summary>True if the metric needs hidden units that are independent given the visible ones.</summary>
    public bool NeedsIndependentHidden { get; private init; }

    /// <summary>Returns the monitor as a metric.</summary>
    internal Metric On(BoltzmannMachine machine, MachineData train, MachineData? validation, ulong seed) =>
        new(Name, _ => _measure(machine, train, validation, seed));
}
