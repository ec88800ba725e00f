using Harmonium.Evaluation.Monitors;
using Harmonium.Learning;
using Harmonium.Machines;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>
/// A number that is watched while a machine learns, after every epoch on the same few examples. Monitors say whether learning goes
/// well; how good a model is says its likelihood.
/// </summary>
public sealed class RbmMonitor
{
    private readonly Func<RestrictedBoltzmannMachine, VisibleData, VisibleData?, ulong, double> _measure;

    private RbmMonitor(string name, Func<RestrictedBoltzmannMachine, VisibleData, VisibleData?, ulong, double> measure)
    {
        Name = name;
        _measure = measure;
    }

    /// <summary>Every monitor.</summary>
    public static IReadOnlyList<RbmMonitor> All { get; } =
    [
        new RbmMonitor("reconstructionError", (rbm, train, _, _) => ReconstructionError.Of(rbm, train).Squared),
        new RbmMonitor("pseudoLogLikelihood", (rbm, train, _, seed) => PseudoLikelihood.OverSampledUnits(rbm, train, seed)) { HigherIsBetter = true,
            NeedsBinary = true },
        new RbmMonitor("validationPseudoLogLikelihood", (rbm, _, validation, seed) => PseudoLikelihood.OverSampledUnits(rbm, validation!, seed))
        {
            HigherIsBetter = true,
            NeedsBinary = true,
            NeedsValidation = true,
        },
        new RbmMonitor("validationReconstructionError", (rbm, _, validation, _) => ReconstructionError.Of(rbm, validation!).Squared) { NeedsValidation = true },
        new RbmMonitor("freeEnergyGap", (rbm, train, validation, seed) => FreeEnergyGap.Of(rbm, train, validation!, seed)) { NeedsValidation = true },
    ];

    /// <summary>The names of all monitors.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(monitor => monitor.Name)];

    /// <summary>The name in files, camel case.</summary>
    public string Name { get; }

    /// <summary>Whether larger values are better.</summary>
    public bool HigherIsBetter { get; private init; }

    /// <summary>Whether it looks at examples that were held out.</summary>
    public bool NeedsValidation { get; private init; }

    /// <summary>Whether examples must be 0 and 1.</summary>
    public bool NeedsBinary { get; private init; }

    /// <summary>The monitor as a metric of a training.</summary>
    internal Metric On(RestrictedBoltzmannMachine rbm, VisibleData train, VisibleData? validation, ulong seed) => new(Name, _ => _measure(rbm, train, validation, seed));
}
