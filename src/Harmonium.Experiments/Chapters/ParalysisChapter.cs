using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Studies;

namespace Harmonium.Experiments.Chapters;

/// <summary>Why deep networks of sigmoids were paralysed, and what machines do about it.</summary>
public sealed class ParalysisChapter : Chapter
{
    /// <inheritdoc/>
    public override string Id => "paralysis";

    /// <inheritdoc/>
    public override string Title => "Paralysis of deep networks";

    /// <inheritdoc/>
    public override string Summary =>
        "Five hidden layers of sigmoids on printed letters do not leave chance from small random weights; started from machines that learned without " +
        "labels they do.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Paralysis(context, context.Full ? 30 : 8, context.Full ? 20 : 5).Run(Title, Summary);
    }
}
