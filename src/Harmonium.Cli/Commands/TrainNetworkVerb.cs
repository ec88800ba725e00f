using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Networks;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a classifier: a multilayer perceptron, or a convolutional network.</summary>
internal sealed class TrainNetworkVerb : Verb
{
    private readonly SettingList<NetworkTrainingSettings> _settings = new();
    private readonly Option<bool> _distort = new("--distort") { Description = "shift, turn, scale, shear and bend images anew at each visit" };
    private readonly Option<bool> _normalise = new("--normalise") { Description = "normalise sums over the batch" };
    private readonly Option<bool> _rectified = new("--rectified") { Description = "rectifiers, largest numbers of windows and more maps in place of LeNet-5 as it was" };
    private readonly bool _isPerceptron;

    /// <summary>A verb by its word: mlp or lenet.</summary>
    internal TrainNetworkVerb(string name)
    {
        Name = name;
        _isPerceptron = name == "mlp";
        NetworkTrainingSettings usual = Usual;
        if (_isPerceptron)
        {
            _settings.Word("hidden", "list", $"the units of each hidden layer, with commas between [{usual.Hidden}]", (s, x) => s with { Hidden = x });
            _settings.Word("activation", "word", $"what hidden units do with their sums: {ActivationWords.All} [{usual.Activation}]", (s, x) => s with { Activation = x });
            _settings.Number("slope", $"its slope [{usual.Slope}]", (s, x) => s with { Slope = x });
            _settings.Number("inputDropout", $"the share of inputs that is left out while learning [{usual.InputDropout}]", (s, x) => s with { InputDropout = x });
        }

        _settings.Number("dropout", $"the share of hidden units that is left out while learning [{usual.Dropout}]", (s, x) => s with { Dropout = x });
        _settings.Choice("initialisation", usual.Initialisation, "how the first weights are drawn", (s, x) => s with { Initialisation = x });
        _settings.Number("weightScale", $"the deviation of normal first weights, a factor of the others [{usual.WeightScale}]", (s, x) => s with { WeightScale = x });
        _settings.Number("labelSmoothing", $"the share of the target that is spread over all classes [{usual.LabelSmoothing}]", (s, x) => s with { LabelSmoothing = x });
        DescentOptions.AddTo(_settings, usual);
        _settings.Whole("lineSearches", "line searches a batch of cg and lbfgs [3 of cg, 20 of lbfgs]", (s, x) => s with { LineSearches = x });
        _settings.Whole("examples", "learn from so many examples, drawn at random [all]", (s, x) => s with { Examples = x });
        _settings.Number("validation", $"hold out a fraction, or a number of examples, where the data have no validation part [{usual.Validation}]", (s, x) => s with { Validation = x });
        _settings.Word("labels", "column", "what holds the labels of a table or an archive [found by its name]", (s, x) => s with { Labels = x });
        _settings.Word("shape", "height x width", "the size of images that the file knows as vectors, such as 28x28", (s, x) => s with { Shape = x });
    }

    /// <inheritdoc/>
    internal override string Name { get; }

    /// <inheritdoc/>
    internal override string Summary => _isPerceptron ? "learn a multilayer perceptron from labelled data; writes a run folder" : "learn a convolutional network from labelled 28 × 28 images; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples => _isPerceptron
        ?
        [
            ("harmonium train mlp", "the embedded letters, 800 rectifiers"),
            ("harmonium train mlp --data mnist --hidden 500,500 --dropout 0.5 --input-dropout 0.2 --maximum-norm 2", "handwritten digits with dropout"),
            ("harmonium train mlp --optimiser cg --batch 1000", "three line searches on each 1000 letters"),
        ]
        : [("harmonium train lenet --data mnist --distort --epochs 60", "LeNet-5 on digits that are bent anew at each visit")];

    private NetworkTrainingSettings Usual => _isPerceptron ? new NetworkTrainingSettings() : new NetworkTrainingSettings { Network = "lenet5", Initialisation = InitialisationKind.Xavier };

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Output, common.Seed, common.Threads])
            command.Options.Add(option);
        _settings.AddTo(command);
        command.Options.Add(_distort);
        command.Options.Add(_isPerceptron ? _normalise : _rectified);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        NetworkTrainingSettings settings = _settings.Apply(call.Parsed, Usual) with { Seed = call.Seed, Distort = call.Parsed.GetValue(_distort) };
        if (_isPerceptron)
            settings = settings with { Normalise = call.Parsed.GetValue(_normalise) };
        else if (call.Parsed.GetValue(_rectified))
            settings = settings with { Network = "lenet-relu" };
        settings.Validate();
        string data = RunStart.FullPathOf(call.Data);
        NetworkTraining training = new(settings, call.OpenAndTell(data, settings.DataOptions), call.Device());
        using RunFolder folder = RunStart.Create(call, Name, training, data);
        return new TrainingSession(call, folder, training, figures: false).Run();
    }
}
