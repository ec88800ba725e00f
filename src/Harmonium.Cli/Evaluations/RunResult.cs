using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Classes;
using Harmonium.Machines;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Models;
using Harmonium.Storage.Files;
using Harmonium.Units;

namespace Harmonium.Cli.Evaluations;

/// <summary>The result of the model of a run on its test examples.</summary>
/// <param name="Measure">What it is measured in.</param>
/// <param name="Low">The lower end of the value.</param>
/// <param name="High">The upper end of the value; equal to the lower end if the value is exact for these examples.</param>
/// <param name="StandardError">The standard error over the examples; null if it is not known.</param>
/// <param name="Count">The number of examples.</param>
internal sealed record RunResult(Measure Measure, double Low, double High, double? StandardError, int Count)
{
    /// <summary>False if the interval cannot be trusted.</summary>
    internal bool Converged { get; private init; } = true;

    /// <summary>The value of every example, up to a constant: −F(v) for log p(v) = −F(v) − log Z, or 1 for an error; null if they are not known.</summary>
    private IReadOnlyList<double>? Values { get; init; }

    /// <summary>What identifies the examples. Only results on the same examples are paired.</summary>
    private string? Examples { get; init; }

    /// <summary>Evaluates the model of a run; returns null, and tells why, if the run has no model yet or its data cannot be used.</summary>
    internal static RunResult? Of(Call call, string path, LikelihoodOptions likelihood, CancellationToken cancel)
    {
        try
        {
            LoadedModel model = LoadedModel.Open(call, path);
            return model.Model.Density is { } density ? OfLikelihood(call, model, density, likelihood, cancel)
                : model.Model.Classifier is { } classifier ? OfClasses(JudgedData.Of(call, model), model, classifier, cancel)
                : model.Model.TextModel is { } text ? OfText(JudgedText.Of(call, model, text, cancel))
                : null;
        }
        catch (Exception exception) when (exception is StorageException or DataFileException or UnfitDataException or ConfigurationException)
        {
            call.Say($"{path} is not evaluated. {exception.Message}");
            return null;
        }
    }

    /// <summary>
    /// Returns the difference from another result with its interval and its standard error by <see cref="PairedDifference"/>; for errors also the p-value of
    /// McNemar's test. Null if the measures or the examples differ.
    /// </summary>
    internal ResultDifference? From(RunResult other)
    {
        if (other.Measure != Measure || other.Examples != Examples || other.Values is not { Count: > 1 } before || Values is not { } after
            || !Converged || !other.Converged)
            return null;
        PairedDifference paired = PairedDifference.Of(before, after);
        // The intervals of both values come from log Z, so their errors add up.
        double half = ((High - Low) + (other.High - other.Low)) / 2, middle = ((Low + High) - (other.Low + other.High)) / 2;
        double? pValue = Measure == Measure.Error ? PairedDifference.McNemar(before, after) : null;
        return new ResultDifference(middle - half, middle + half, paired.StandardError, pValue);
    }

    private static RunResult OfLikelihood(Call call, LoadedModel model, Density density, LikelihoodOptions likelihood, CancellationToken cancel)
    {
        JudgedData judged = JudgedData.Of(call, model);
        (RbmEvaluation evaluation, VisibleData test) = likelihood.Evaluate(call, model, density, judged, cancel);
        // log Z of a machine of documents depends on their lengths, so −F alone is not comparable.
        bool ofDocuments = model.Model is RbmModel { Rbm.Visible.Units: ReplicatedSoftmax };
        return new RunResult(Measure.LogLikelihood, evaluation.TestLogLikelihood.Low, evaluation.TestLogLikelihood.High, evaluation.StandardError,
            evaluation.Count)
        {
            Converged = evaluation.Converged,
            Values = ofDocuments ? null : [.. test.Blocks(model.Model.Device).SelectMany(density.FreeEnergy).Select(energy => -energy)],
            Examples = $"{judged.Examples.Fingerprint} {evaluation.Binarize}",
        };
    }

    private static RunResult? OfClasses(JudgedData judged, LoadedModel model, Classifier classifier, CancellationToken cancel)
    {
        if (judged.Examples.Labels is null)
            return null;
        ClassificationReport report = classifier.Report(judged.Examples, model.Stored.TrainingCounts, cancel);
        return new RunResult(Measure.Error, report.Error, report.Error, report.StandardError, report.Count)
        {
            Values = report.Misses,
            Examples = judged.Examples.Fingerprint,
        };
    }

    private static RunResult OfText(JudgedText judged) => new(Measure.NatsPerCharacter, judged.Evaluation.NatsPerCharacter,
        judged.Evaluation.NatsPerCharacter, null, judged.Evaluation.Characters);
}
