using System.CommandLine;
using System.Globalization;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Scores how unusual every row is.</summary>
internal sealed class ScoreVerb : ModelVerb
{
    private const int DefaultColumns = 3;

    private readonly Option<string?> _quantile = CommonOptions.Text("--quantile", "x",
        "a row is unusual if its score is above this quantile of the training scores, from 0 to 1 [default: 0.99]");
    private readonly Option<string?> _threshold =
        CommonOptions.Text("--threshold", "x", "a row is unusual if its score is above this number [default: from the quantile]");
    private readonly Option<string?> _training =
        CommonOptions.Text("--training", "name or path", "the data of the training scores [default: the training data of the model]");
    private readonly Option<string?> _columns = CommonOptions.Text("--columns", "n",
        "show the n columns that make a row most unusual [default: 3 for columns with names, 0 for others]");

    /// <inheritdoc/>
    internal override string Name => "score";

    /// <inheritdoc/>
    internal override string Summary => "score how unusual every row is, and show the columns that make it so; as CSV, JSON or NPY";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium score runs/people --data new.csv", "score the rows of a table and mark the unusual ones"),
        ("harmonium score runs/rbm-mnist-1 --quantile 0.999 --output scores.csv", "score the test digits"),
        ("harmonium score runs/people --data new.csv --columns 14 --output scores.npy", "write the contributions of all columns"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Split, _quantile, _threshold, _training, _columns, common.Output])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        if (!RowScores.IsPossible(model.Model))
            model.Need<Density>(call, null, ModelParts.Density);
        string? path = call.Output is null ? null : ResultPath.For(call, model.Run, "scores.csv", ".csv", ".json", ".npy");
        double quantile = QuantileOf(call);
        DataSplits splits = model.Examples(call);
        (string split, Dataset data) = ChosenSplit.Of(splits, call.Text(call.Common.Split));
        int shown = call.Whole(_columns, data.ColumnNames is not null || model.Model.CellCompleter is not null ? DefaultColumns : 0, 0);
        RowScores scores = RowScores.Of(model.Model, data, cancel);
        double? threshold = ThresholdOf(call, model, splits, data, quantile, cancel);
        ColumnContributions? contributions = shown > 0 && model.Model.Density is { } density
            ? ColumnContributions.Of(model, density, data, shown, required: call.Text(_columns) is not null, cancel) : null;
        ScoreResult result = new(data.RowIds, scores, threshold, contributions);
        if (call.Json)
            call.JsonOutput.Write(json => result.WriteJson(json, path, call.Text(_threshold) is null ? quantile : null));
        if (path is not null)
            result.WriteFile(path, call.Text(_threshold) is null ? quantile : null);
        else if (!call.Json)
            call.Terminal.Out.Write(result.Csv());
        call.Say($"{data.Count} rows of {data.Name}, {split} split{(threshold is { } limit ? string.Create(CultureInfo.InvariantCulture,
            $"; {result.Unusual} are above the threshold of {limit:G6}") : "")}{(path is null ? "" : $"; scores written to {ShownPath.Of(path)}")}");
    }

    private double QuantileOf(Call call)
    {
        double quantile = call.Text(_quantile) is { } text ? Values.Number(_quantile.Name, text) : 0.99;
        if (quantile is not (>= 0 and <= 1))
            throw new UsageException($"{_quantile.Name} is {quantile}; expected a number from 0 to 1.", $"See: {call.Path} --help");
        if (call.Text(_threshold) is not null && (call.Text(_quantile) ?? call.Text(_training)) is not null)
            throw new UsageException($"{_threshold.Name} cannot be combined with {_quantile.Name} and {_training.Name}.", "Omit one of them.");
        return quantile;
    }

    private double? ThresholdOf(Call call, LoadedModel model, DataSplits splits, Dataset data, double quantile, CancellationToken cancel)
    {
        if (call.Text(_threshold) is { } text)
            return Values.Number(_threshold.Name, text);
        string? given = call.Text(_training);
        Dataset? training;
        try
        {
            training = given is null && model.IsTrainedOn(call, data) ? splits.Train : model.TrainingExamples(call, given);
        }
        catch (DataFileException exception) when (given is null)
        {
            call.Say($"The training data cannot be read: {exception.Message}");
            training = null;
        }

        if (training is not null)
            return RowScores.Quantile(RowScores.Of(model.Model, training, cancel).Scores, quantile);
        call.Say($"No row is called unusual, because the training scores are not known. Add {_training.Name} with the training data, or " +
            $"{_threshold.Name} with a number.");
        return null;
    }
}
