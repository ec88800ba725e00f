using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Evaluations;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Classes;
using Harmonium.Evaluation.Tables;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Evaluates a model on data.</summary>
internal sealed class EvaluateVerb : ModelVerb
{
    private readonly LikelihoodOptions _likelihood = new();
    private readonly Option<string?> _figure =
        CommonOptions.Text("--figure", "file", "write the confusion matrix of a classifier to this file, .png or .svg");

    /// <inheritdoc/>
    internal override string Name => "evaluate";

    /// <inheritdoc/>
    internal override string Summary =>
        "evaluate a model on held-out data: log-likelihood, errors per class, errors of filled-in cells, or bits per character";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium evaluate runs/rbm-mnist-1", "evaluate a run on the test split"),
        ("harmonium evaluate runs/people --data new.csv", "compute the likelihood of the rows of a table and the errors of filled-in cells"),
        ("harmonium evaluate model.safetensors --data mnist --binarize threshold", "evaluate a model file, with pixels binarized at 0.5"),
        ("harmonium evaluate runs/rbm-mnist-1 --ladder sigmoid-1000", "use fewer annealing steps, which is faster and less accurate"),
        ("harmonium evaluate runs/mlp-mnist-1 --figure confusion.svg", "evaluate a classifier and draw its confusion matrix"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        foreach (Option option in (Option[])[common.Data, common.Split, .. _likelihood.All, _figure])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
        if (call.Text(_figure) is not null && model.Model.Classifier is null)
            throw new UsageException($"--figure draws the confusion matrix of a classifier, but {model.Path} is not one.",
                "Omit it, or evaluate a classifier.");
        if (model.Model.Density is { } density)
            Likelihood(call, model, density, cancel);
        else if (model.Model.Classifier is { } classifier)
            Errors(call, model, classifier, cancel);
        else if (model.Model.TextModel is { } text)
            Text(call, model, text, cancel);
        else
            model.Need<Density>(call, null, ModelParts.Density | ModelParts.Classifier | ModelParts.TextModel);
    }

    private void Likelihood(Call call, LoadedModel model, Density density, CancellationToken cancel)
    {
        JudgedData judged = JudgedData.Of(call, model);
        CompletionErrors? errors = model.Model.CellCompleter is { } cells
            ? FilledCells.ErrorsOf(cells, judged.Examples, judged.Split == "train" ? null : judged.Training, call.Seed, cancel) : null;
        // The likelihood of a table is that of rows without missing cells.
        RbmEvaluation? evaluation = errors is null || FilledCells.HasWholeRow(judged.Examples)
            ? _likelihood.Evaluate(call, model, density, judged, cancel).Evaluation : null;
        ClassificationReport? classes = model.Model.Classifier is { } classifier && judged.Examples.Labels is not null
            ? classifier.Report(judged.Examples, model.Stored.TrainingCounts, cancel) : null;
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                if (evaluation is not null)
                    WriteJson(json, evaluation, classes);
                if (errors is not null)
                    FilledCells.WriteErrors(json, errors);
            });
            return;
        }

        string count = evaluation is null ? "no example without missing cells"
            : errors is not null && evaluation.Count < judged.Examples.Count ? $"{evaluation.Count} examples without missing cells, of {judged.Examples.Count}"
            : LikelihoodOptions.CountOf(evaluation, judged.Examples);
        string data = $"{judged.Examples.Name}, {judged.Split} split, {count}";
        if (evaluation is not null)
            WriteWords(call, evaluation, classes, data);
        else
            new Facts(call.Terminal.Out) { { "data", data } }.Write();
        if (errors is not null)
            FilledCells.WriteErrors(call, errors);
    }

    private void Errors(Call call, LoadedModel model, Classifier classifier, CancellationToken cancel)
    {
        string? figure = ResultPath.Figure(call, _figure);
        JudgedData judged = JudgedData.Of(call, model);
        RequireLabels(judged.Examples);
        new ClassResults(call, classifier.Report(judged.Examples, model.Stored.TrainingCounts, cancel)).Write(judged.Words, figure);
    }

    private static void Text(Call call, LoadedModel model, LanguageModel text, CancellationToken cancel)
    {
        JudgedText judged = JudgedText.Of(call, model, text, cancel);
        TextEvaluation evaluation = judged.Evaluation;
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteFinite("natsPerCharacter", evaluation.NatsPerCharacter);
                json.WriteFinite("bitsPerCharacter", evaluation.BitsPerCharacter);
                json.WriteNumber("count", evaluation.Characters);
            });
            return;
        }

        new Facts(call.Terminal.Out)
        {
            { "data", $"{judged.Text.Name}, {judged.Split} split, {evaluation.Characters} characters" },
            { "−log p", $"{evaluation.NatsPerCharacter:F4} nats per character, {evaluation.BitsPerCharacter:F4} bits per character" },
        }.Write();
    }

    private static void RequireLabels(Dataset judged)
    {
        if (judged.Labels is null)
            throw new DataFileException(judged.Name,
                "has no labels, but the error rate needs them. Use labeled data, or predict classes with: harmonium classify");
    }

    private static void WriteJson(Utf8JsonWriter json, RbmEvaluation evaluation, ClassificationReport? classes)
    {
        LogPartitionEstimate z = evaluation.LogPartition;
        json.WriteStartObject("logPartition");
        json.WriteFinite("exact", z.Exact);
        WriteInterval(json, "ais", z.Ais);
        WriteInterval(json, "reverseAis", z.ReverseAis);
        json.WriteFinite("effectiveSampleSize", z.EffectiveSampleSize);
        json.WriteNumber("runs", z.Runs);
        json.WriteString("ladder", z.Ladder);
        json.WriteString("aisReason", z.Ais is null ? "log Z was enumerated, so it was not annealed; use --enumerate 0 to anneal it" : null);
        WriteInterval(json, "reverseAisFromOtherStates", z.OtherReverseAis);
        json.WriteFinite("bennett", z.Bennett);
        json.WriteEndObject();
        json.WriteStartObject("testLogLikelihood");
        json.WriteFinite("low", evaluation.TestLogLikelihood.Low);
        json.WriteFinite("high", evaluation.TestLogLikelihood.High);
        json.WriteFinite("exact", evaluation.TestLogLikelihood.Exact);
        json.WriteEndObject();
        json.WriteBoolean("converged", evaluation.Converged);
        json.WriteString("binarise", Values.Word(evaluation.Binarize));
        json.WriteFinite("freeEnergyGap", evaluation.FreeEnergyGap);
        json.WriteFinite("pseudoLogLikelihood", evaluation.PseudoLogLikelihood);
        json.WriteFinite("reconstructionError", evaluation.ReconstructionError);
        json.WriteFinite("standardError", evaluation.StandardError);
        json.WriteFinite("baseline", evaluation.Baseline);
        json.WriteString("verdict", evaluation.Verdict?.Words);
        json.WriteNumber("count", evaluation.Count);
        json.WriteBoolean("isLowerBound", evaluation.IsLowerBound);
        json.WriteString("reason", evaluation.Doubt);
        json.WriteString("tested", z.Tested);
        if (evaluation.BoundMethod is { } method)
        {
            json.WriteFinite("variationalBound", evaluation.VariationalBound);
            json.WriteString("boundMethod", method);
        }

        if (classes is not null)
        {
            json.WriteFinite("error", classes.Error);
            json.WriteFinite("crossEntropy", classes.CrossEntropy);
        }
    }

    private static void WriteInterval(Utf8JsonWriter json, string name, LogPartitionInterval? interval)
    {
        if (interval is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteFinite("mean", interval.Mean);
        json.WriteFinite("low", interval.Low);
        json.WriteFinite("high", interval.High);
        json.WriteEndObject();
    }

    private static void WriteWords(Call call, RbmEvaluation evaluation, ClassificationReport? classes, string data)
    {
        LogLikelihoodInterval likelihood = evaluation.TestLogLikelihood;
        LogPartitionEstimate z = evaluation.LogPartition;
        Facts facts = new(call.Terminal.Out)
        {
            { "data", data },
            { "binarization", Values.Word(evaluation.Binarize) },
            {
                "log-likelihood",
                likelihood.Exact is { } exact ? $"{exact:F2} nats per example, exact (standard error {evaluation.StandardError:F2})"
                : evaluation is { Converged: true, IsLowerBound: true } ? $"at least {likelihood.Low:F2} nats per example, " +
                    $"{(evaluation.BoundMethod is null ? "a variational lower bound" : "by importance sampling of the hidden layers")} " +
                    $"(standard error {evaluation.StandardError:F2})"
                : evaluation.Converged ? $"between {likelihood.Low:F2} and {likelihood.High:F2} nats per example (standard error " +
                    $"{evaluation.StandardError:F2})"
                : $"not converged: {evaluation.Doubt}. Use a longer --ladder or more --runs"
            },
        };
        if (evaluation.BoundMethod is { } method)
            facts.Add("variational bound", $"at least {evaluation.VariationalBound:F2} nats per example, {method}");
        if (evaluation.Baseline is { } baseline)
            facts.Add("independent units", $"{baseline:F2} nats per example, the log-likelihood of a model of independent units");
        if (evaluation.Verdict is { } verdict && (evaluation.Converged || verdict.Learned == true))
            facts.Add("verdict", verdict.Words);
        facts.Add("log Z", z.Exact is { } logPartition ? $"{logPartition:F3}, by enumeration"
            : $"{z.Low:F2} to {z.High:F2}, {z.Runs} runs with the ladder {z.Ladder}, effective sample size {z.EffectiveSampleSize:F0}");
        if (z.Tested is { } tested)
            facts.Add("tested", tested);
        if (evaluation.FreeEnergyGap is { } gap)
            facts.Add("free-energy gap", $"{gap:F2} nats");
        if (evaluation.PseudoLogLikelihood is { } pseudo)
            facts.Add("pseudo-likelihood", $"{pseudo:F2} nats per example, for monitoring only");
        facts.Add("reconstruction", $"squared error {evaluation.ReconstructionError:F2} per example, for monitoring only");
        if (classes is not null)
            facts.Add("error rate", $"{classes.Error:P2} (standard error {classes.StandardError:P2})");
        facts.Write();
    }
}
