namespace Harmonium.Cli.Commands;

/// <summary>The machines that can be trained.</summary>
internal sealed class TrainVerb : Family
{
    /// <inheritdoc/>
    internal override string Name => "train";

    /// <inheritdoc/>
    internal override string Summary => "learn a machine from data; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train rbm --data mnist", "a restricted Boltzmann machine on handwritten digits"),
        ("harmonium train classifier-rbm --data mnist", "a classifier of them"),
        ("harmonium train mlp --data mnist", "a multilayer perceptron"),
        ("harmonium train text --data novel.txt", "a recurrent network that learns to write"),
    ];

    /// <inheritdoc/>
    internal override IReadOnlyList<Verb> Members { get; } = [new TrainRbmVerb(), new TrainHopfieldVerb(), new TrainClassifierRbmVerb(), new TrainNetworkVerb("mlp"), new TrainNetworkVerb("lenet"), new TrainTextVerb()];
}
