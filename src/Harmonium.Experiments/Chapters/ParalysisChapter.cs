using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Studies;

namespace Harmonium.Experiments.Chapters;

/// <summary>Why deep networks of sigmoids did not train, and how pretraining with RBMs helps.</summary>
internal sealed class ParalysisChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "paralysis";

    /// <inheritdoc/>
    public override string Title => "Paralysis of deep networks";

    /// <inheritdoc/>
    public override string Summary =>
        "On printed letters, a network with five hidden layers of sigmoids stays at chance when it starts from small random weights. It learns when it " +
        "starts from RBMs trained without labels.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Paralysis(context, context.Full ? 30 : 8, context.Full ? 20 : 5).Run(Title, Summary);
    }
}
