using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Experiments.Studies;

namespace Harmonium.Experiments.Recipes;

/// <summary>The lecture's network that does not train, at its full budget: 841-100×5-26 on letters from four initializations.</summary>
internal sealed class ParalysisLetters : Recipe
{
    /// <inheritdoc/>
    public override string Id => "paralysis-letters";

    /// <inheritdoc/>
    public override string Title => "Paralysis of a deep network, and its cure";

    /// <inheritdoc/>
    public override string Summary =>
        "A network 841-100×5-26 is trained on the built-in letters for 30 epochs. It starts from N(0, 0.01), Xavier, He with rectifiers, or RBMs trained " +
        "for 20 epochs each. It is tested on unseen fonts.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        PageText text = PageText.Of("paralysis", context.Language);
        (IReadOnlyList<Measurement> measurements, IReadOnlyList<ReportSection> figures) = new Paralysis(context, text, epochs: 30, machineEpochs: 20).Run();
        ReportSection table = new("Measurements", [new MeasuredTable("After 30 epochs", [.. measurements.Select(m => m.ToRow())])]);
        return new ExperimentOutcome(measurements, new Report(Title, [.. figures, table]) { Summary = [Summary] });
    }
}
