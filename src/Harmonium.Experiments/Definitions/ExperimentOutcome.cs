using Harmonium.Experiments.Reports;

namespace Harmonium.Experiments.Definitions;

/// <summary>What an experiment ends with.</summary>
/// <param name="Measurements">The numbers.</param>
/// <param name="Report">Figures, tables and prose.</param>
public sealed record ExperimentOutcome(IReadOnlyList<Measurement> Measurements, Report Report)
{
    /// <summary>Whether every promised number was met.</summary>
    public bool Met => Measurements.All(measurement => measurement.Met != false);
}
