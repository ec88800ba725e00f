using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Data;
using Harmonium.Storage;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a restricted Boltzmann machine.</summary>
internal sealed class TrainRbmVerb : Verb
{
    private const string Runs = "runs";
    private readonly SettingOptions _settings = new();
    private readonly Option<bool> _noFigures = new("--no-figures") { Description = "draw no figures while learning" };

    /// <inheritdoc/>
    internal override string Name => "rbm";

    /// <inheritdoc/>
    internal override string Summary => "learn a restricted Boltzmann machine from data; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train rbm", "the embedded letters, 500 hidden units, 20 epochs"),
        ("harmonium train rbm --data mnist --hidden 500 --epochs 50", "handwritten digits"),
        ("harmonium train rbm --data photos/ --validation 0.1 --patience 5", "a folder of images of one size; stops when held-out images improve no more"),
        ("harmonium train rbm --config settings.json --k 5", "the settings of a file, but five sweeps a step"),
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
        RbmTrainingSettings settings = _settings.Apply(call.Parsed, new RbmTrainingSettings()) with { Seed = call.Seed };
        settings.Validate();
        string data = FullPathOf(call.Data);
        RbmTraining training = new(settings, call.OpenAndTell(data, settings.DataOptions), call.Device());
        RunRecord record = TrainingRun.RecordOf(training, data, Computer.Describe(training.Rbm.Weights.Device));
        using RunFolder folder = call.Output is { } path
            ? RunFolder.Create(path, record, call.Terminal.Clock)
            : RunFolder.CreateNumbered(Runs, Name, training.Data.Train.Name, record, call.Terminal.Clock);
        return new TrainingSession(call, folder, training, figures: !call.Parsed.GetValue(_noFigures)).Run();
    }

    /// <summary>The full path of a file or folder, so that the run can be resumed from elsewhere; the name of a named set.</summary>
    internal static string FullPathOf(string data) =>
        NamedSet.Find(data) is null && (File.Exists(data) || Directory.Exists(data)) ? Path.GetFullPath(data) : data;
}
