using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a classification RBM.</summary>
internal sealed class TrainClassifierRbmVerb : Verb
{
    private const string Runs = "runs";
    private readonly ClassifierOptions _settings = new();
    private readonly Option<bool> _noFigures = new("--no-figures") { Description = "draw no figures while learning" };

    /// <inheritdoc/>
    internal override string Name => ClassificationRbmFile.Kind;

    /// <inheritdoc/>
    internal override string Summary => "learn to classify with a label layer beside the visible one; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train classifier-rbm", "the embedded letters, 500 hidden units, 20 epochs"),
        ("harmonium train classifier-rbm --data mnist --objective discriminative --input-dropout 0.3", "handwritten digits by the exact gradient alone"),
        ("harmonium train classifier-rbm --data mnist --labelled 1000 --unlabelled-weight 0.1", "the labels of 1,000 digits, the other digits without"),
        ("harmonium train classifier-rbm --data texts/ --validation 0.1 --patience 5", "a folder of texts, sub-folders are the labels"),
    ];

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Output, common.Seed, common.Threads])
            command.Options.Add(option);
        _settings.AddTo(command);
        command.Options.Add(_noFigures);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        ClassifierTrainingSettings settings = _settings.Apply(call.Parsed, new ClassifierTrainingSettings()) with { Seed = call.Seed };
        settings.Validate();
        string data = RunStart.FullPathOf(call.Data);
        ClassifierTraining training = new(settings, call.OpenAndTell(data, settings.DataOptions), call.Device());
        RunRecord record = TrainingRun.RecordOf(training, data, Computer.Describe(training.Coupling.Weights.Device));
        using RunFolder folder = call.Output is { } path
            ? RunFolder.Create(path, record, call.Terminal.Clock)
            : RunFolder.CreateNumbered(Runs, Name, training.Data.Train.Name, record, call.Terminal.Clock);
        return new TrainingSession(call, folder, training, figures: !call.Parsed.GetValue(_noFigures)).Run();
    }
}
