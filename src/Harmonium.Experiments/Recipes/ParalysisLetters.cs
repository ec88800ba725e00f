using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Studies;

namespace Harmonium.Experiments.Recipes;

/// <summary>The lecture's paralysed network at its full budget: 841-100×5-26 on letters from four starts.</summary>
public sealed class ParalysisLetters : Recipe
{
    /// <inheritdoc/>
    public override string Id => "paralysis-letters";

    /// <inheritdoc/>
    public override string Title => "Paralysis of a deep network, and its cure";

    /// <inheritdoc/>
    public override string Summary =>
        "841-100×5-26 on embedded letters, 30 epochs from N(0, 0.01), Xavier, He with rectifiers, and machines learned for 20 epochs each; judged by " +
        "unseen fonts.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Paralysis(context, epochs: 30, machineEpochs: 20).Run(Title, Summary);
    }
}
