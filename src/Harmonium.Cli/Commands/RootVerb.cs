using Harmonium.Cli.Parsing;
using Harmonium.Runs;

namespace Harmonium.Cli.Commands;

/// <summary>The program: the registry of all commands, in the order of the help.</summary>
internal sealed class RootVerb(ModelKinds kinds) : Family
{
    /// <inheritdoc/>
    internal override string Name => "harmonium";

    /// <inheritdoc/>
    internal override string Summary => "train and apply restricted Boltzmann machines and deep networks";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium lecture", "run chapters of the lecture and write a report"),
        ("harmonium train rbm", "train an RBM on the built-in letters, in a run folder such as runs/rbm-letters-1"),
        ("harmonium sample runs/rbm-letters-1", "draw samples from the model"),
        ("harmonium evaluate runs/rbm-letters-1", "compute the log-likelihood of held-out letters"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Members { get; } =
    [
        new LectureVerb(),
        new ReproduceVerb(),
        new TrainVerb(kinds),
        new ResumeVerb(),
        new EvaluateVerb(),
        new SampleVerb(),
        new ReconstructVerb(),
        new CompleteVerb(),
        new RecallVerb(),
        new GenerateVerb(),
        new FeaturesVerb(),
        new ScoreVerb(),
        new ClassifyVerb(),
        new InspectVerb(),
        new CompareVerb(),
        new DataVerb(),
        new BenchVerb(),
        new DoctorVerb(),
    ];
}
