using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Wording;
using Harmonium.Experiments.Studies;

namespace Harmonium.Experiments.Chapters;

/// <summary>Why deep networks of sigmoids did not train, and how pretraining with RBMs helps.</summary>
internal sealed class ParalysisChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "paralysis";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int epochs = context.Full ? 30 : 8, machineEpochs = context.Full ? 20 : 5;
        PageText text = context.Text(this).With(("epochs", epochs), ("machineEpochs", machineEpochs));
        (IReadOnlyList<Measurement> measurements, IReadOnlyList<ReportSection> figures) = new Paralysis(context, text, epochs, machineEpochs).Run();
        return new ChapterForm(this, context, text,
            ["|δ^{(n)}| ≤ max f′ |W^{(n+1)}| |δ^{(n+1)}|", "f(z) = {1}/{1 + exp(−z)},  f′ = f (1 − f) ≤ {1}/{4}"], figures, measurements).ToOutcome();
    }
}
