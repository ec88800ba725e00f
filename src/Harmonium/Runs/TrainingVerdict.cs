using System.Globalization;
using Harmonium.Data;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Machines;
using Harmonium.Runs.Models;

namespace Harmonium.Runs;

/// <summary>
/// What a finished training learned, compared with the simplest model of its data: independent units for a density, the most frequent class for a
/// classifier. It is measured on at most a thousand examples with short annealing, which takes a small part of the time of a training.
/// </summary>
/// <param name="Learned">True if the model is better than the simplest one, false if it is not, null if the estimate is too coarse to tell.</param>
/// <param name="Words">The measurement and the comparison, in words.</param>
internal sealed record TrainingVerdict(bool? Learned, string Words)
{
    private const int MostExamples = 1000, MostFitted = 20_000, EnumeratedUnits = 12;
    private const double MostSteps = 1000, LeastSteps = 20, Work = 4e8;

    /// <summary>The lower estimate of the mean log-likelihood, in nats per example; null for a classifier.</summary>
    public double? LogLikelihood { get; private init; }

    /// <summary>The mean log-likelihood under independent units, in nats per example; null for a classifier.</summary>
    public double? Baseline { get; private init; }

    /// <summary>Judges the model of a finished training, on its validation split if there is one.</summary>
    /// <param name="training">The training.</param>
    /// <param name="cancel">Cancels the annealing.</param>
    /// <returns>The verdict; null for a model that has neither a likelihood nor classes, or whose likelihood cannot be estimated.</returns>
    public static TrainingVerdict? Of(Training training, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Data.Examples is not { } splits)
            return null;
        (string split, Dataset data) = splits.Validation is { Count: > 0 } validation ? ("validation", validation) : ("training", splits.Train);
        data = Some(data, MostExamples, training);
        try
        {
            return training.Model.Classifier is { } classifier && data.Labels is not null && splits.Train.Labels is not null
                    ? OfErrors(classifier.Judge(data, cancel).Error, classifier.Fitted(data), classifier.Fitted(splits.Train), split)
                : training.Model.JudgedDensity is { } density ? OfLikelihood(density, data, split, training, cancel)
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or DataFileException or OperationCanceledException)
        {
            // The units have no likelihood that can be annealed, data of another split do not fit, or the user is in a hurry. The model is stored already.
            return null;
        }
    }

    private static TrainingVerdict? OfLikelihood(Density density, Dataset data, string split, Training training, CancellationToken cancel)
    {
        VisibleData Visible(Dataset some) => new(some, training.Settings.Binarization, training.Settings.Seed);
        double weights = training.Model.Parameters.Sum(parameter => (double)parameter.Values.Count);
        RbmEvaluation evaluation = density.Evaluate(Visible(data), Visible(Some(training.Data.Examples!.Train, MostFitted, training)), new EvaluationOptions
        {
            EnumerationLimit = EnumeratedUnits,
            MostDocuments = 10,
            Seed = training.Settings.Seed,
            Annealing = new AnnealingOptions
            {
                Ladder = AnnealingLadder.Sigmoid((int)Math.Clamp(Work / weights, LeastSteps, MostSteps)),
                Runs = 20,
                SweepsBeforeReverse = 20,
                Seed = training.Settings.Seed,
            },
        }, null, cancel);
        LogLikelihoodInterval likelihood = evaluation.TestLogLikelihood;
        if (evaluation.Verdict is not { } verdict || !double.IsFinite(likelihood.Low) || !double.IsFinite(likelihood.High))
            return null;
        string value = likelihood.Exact is { } exact ? Number(exact) : $"at least {Number(likelihood.Low)}";
        return new TrainingVerdict(verdict.Learned, $"log-likelihood {value} nats on {evaluation.Count} {split} examples, {verdict.Words}")
        {
            LogLikelihood = likelihood.Exact ?? likelihood.Low,
            Baseline = evaluation.Baseline,
        };
    }

    private static TrainingVerdict OfErrors(double error, Dataset data, Dataset train, string split)
    {
        int most = train.Labels!.Where(label => label >= 0).GroupBy(label => label).MaxBy(group => group.Count())!.Key;
        double constant = 1 - (data.Labels!.Count(label => label == most) / (double)data.Count);
        bool learned = error < constant;
        return new TrainingVerdict(learned, string.Create(CultureInfo.InvariantCulture, $"error rate {error:P1} on {data.Count} {split} examples, ") +
            (learned ? string.Create(CultureInfo.InvariantCulture, $"{constant:P1} for the most frequent class")
            : "no better than always answering the most frequent class: try a higher learning rate, more epochs or a smaller batch"));
    }

    private static Dataset Some(Dataset data, int most, Training training) => data.Count <= most ? data : data.Split(training.Settings.Seed, most)[0];

    private static string Number(double nats) => nats.ToString("F2", CultureInfo.InvariantCulture);
}
