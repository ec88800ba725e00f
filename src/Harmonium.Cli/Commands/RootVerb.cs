using Harmonium.Cli.Parsing;
using Harmonium.Runs;

namespace Harmonium.Cli.Commands;

/// <summary>The program itself: the registry of all verbs, in the order in which help lists them.</summary>
internal sealed class RootVerb(ModelKinds kinds) : Family
{
    /// <inheritdoc/>
    internal override string Name => "harmonium";

    /// <inheritdoc/>
    internal override string Summary => "restricted Boltzmann machines that learn from unlabeled data, fast on an ordinary processor";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium lecture", "the chapters of the lecture on this machine, with a report to look at"),
        ("harmonium train rbm", "learn the embedded letters; writes a folder such as runs/rbm-letters-1"),
        ("harmonium sample runs/rbm-letters-1", "draw what the machine dreams of"),
        ("harmonium evaluate runs/rbm-letters-1", "how likely the machine finds letters that it has never seen"),
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
        new ClassifyVerb(),
        new InspectVerb(),
        new CompareVerb(),
        new DataVerb(),
        new BenchVerb(),
        new DoctorVerb(),
    ];
}
