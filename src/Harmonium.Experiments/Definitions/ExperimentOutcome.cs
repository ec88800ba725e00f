using Harmonium.Experiments.Reports;

namespace Harmonium.Experiments.Definitions;

/// <summary>The result of an experiment.</summary>
/// <param name="Measurements">The measurements.</param>
/// <param name="Report">The report, with figures, tables and prose.</param>
internal sealed record ExperimentOutcome(IReadOnlyList<Measurement> Measurements, Report Report)
{
    /// <summary>Gets whether all measurements with a target meet it.</summary>
    public bool Met => Measurements.All(measurement => measurement.Met != false);
}
