using System.CommandLine;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Training;
using Harmonium.Data.Text;
using Harmonium.Networks.Recurrent;
using Harmonium.Storage;
using Harmonium.Storage.Training;

namespace Harmonium.Cli.Commands;

/// <summary>Trains a recurrent network on a text.</summary>
internal sealed class TrainTextVerb : Verb
{
    private readonly SettingList<TextTrainingSettings> _settings = new();

    /// <summary>The verb with its options.</summary>
    internal TrainTextVerb()
    {
        TextTrainingSettings usual = new();
        _settings.Word("cell", "kind", $"the kind of the units: {string.Join(", ", RecurrentLayer.Kinds.Keys)} [{usual.Cell}]", (s, x) => s with { Cell = x });
        _settings.Whole("units", $"how many units a layer has [{usual.Units}]", (s, x) => s with { Units = x });
        _settings.Whole("layers", $"how many layers [{usual.Layers}]", (s, x) => s with { Layers = x });
        _settings.Number("dropout", $"the share of outputs that is left out while learning [{usual.Dropout}]", (s, x) => s with { Dropout = x });
        _settings.Whole("window", $"how many characters gradients go back [{usual.Window}]", (s, x) => s with { Window = x });
        DescentOptions.AddTo(_settings, usual);
        _settings.Number("validation", $"the share at the end of the text that is held out [{usual.Validation}]", (s, x) => s with { Validation = x });
    }

    /// <inheritdoc/>
    internal override string Name => "text";

    /// <inheritdoc/>
    internal override string Summary => "learn a recurrent network from a text in UTF-8; writes a run folder";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium train text --data novel.txt", "256 units of long short-term memory on a text of any script"),
        ("harmonium train text --data tiny-shakespeare --cell gru --units 384 --dropout 0.25", "a named text, gated units"),
    ];

    /// <inheritdoc/>
    internal override string UsualData => "tiny-shakespeare";

    /// <inheritdoc/>
    internal override void Declare(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Output, common.Seed, common.Threads])
            command.Options.Add(option);
        _settings.AddTo(command);
    }

    /// <inheritdoc/>
    internal override int Run(Call call)
    {
        TextTrainingSettings settings = _settings.Apply(call.Parsed, new TextTrainingSettings()) with { Seed = call.Seed };
        settings.Validate();
        string data = RunStart.FullPathOf(call.Text(call.Common.Data) ?? UsualData);
        TextTraining training = new(settings, NamedText.Open(data, call.Locations, settings.Validation), call.Device());
        using RunFolder folder = RunStart.Create(call, Name, training, data);
        return new TrainingSession(call, folder, training, figures: false).Run();
    }
}
