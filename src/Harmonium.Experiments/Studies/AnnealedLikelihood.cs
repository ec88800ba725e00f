using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Machines;

namespace Harmonium.Experiments.Studies;

/// <summary>The test log-likelihood of an RBM that is too large to enumerate, by annealing in both directions and by a conservative bound.</summary>
internal sealed class AnnealedLikelihood
{
    private readonly RestrictedBoltzmannMachine _rbm;
    private readonly DataSplits _data;
    private readonly Binarization _binarize;
    private readonly RbmEvaluation _evaluation;
    private readonly VisibleData _judged;
    private readonly RaiseBound _conservative;

    private AnnealedLikelihood(RestrictedBoltzmannMachine rbm, DataSplits data, Binarization binarize, int runs, int judged, ExperimentContext context)
    {
        (_rbm, _data, _binarize) = (rbm, data, binarize);
        VisibleData train = new(data.Train, binarize, context.Seed), test = new(data.Test!, binarize, context.Seed);
        EvaluationOptions options = new() { Seed = context.Seed, Annealing = new AnnealingOptions { Seed = context.Seed, Runs = runs } };
        _evaluation = RbmEvaluation.Of(rbm, test, train, options, new Progress<double>(share => context.Report("annealing", share)), context.Cancel);
        _judged = test.Sample(judged, context.Seed);
        _conservative = RaiseBound.Of(rbm, BaseRateModel.Fitted(rbm.Visible, train.Mean(), train.Count), _judged,
            new RaiseOptions { Seed = context.Seed }, new Progress<double>(share => context.Report("conservative bound", share)), context.Cancel);
        Ais = Likelihoods.By(_evaluation.LogPartition.Ais!, _evaluation);
        Reverse = Likelihoods.By(_evaluation.LogPartition.ReverseAis!, _evaluation);
    }

    /// <summary>The estimate by annealing from independent units to the model, in nats per example.</summary>
    internal double Ais { get; }

    /// <summary>The estimate by annealing from the model to independent units, in nats per example.</summary>
    internal double Reverse { get; }

    /// <summary>The free energy of test examples minus that of training examples, in nats.</summary>
    internal double FreeEnergyGap => _evaluation.FreeEnergyGap!.Value;

    /// <summary>Evaluates an RBM on the test split of its data.</summary>
    /// <param name="rbm">The RBM.</param>
    /// <param name="data">The data with a test split.</param>
    /// <param name="binarize">The binarization of the data.</param>
    /// <param name="runs">The number of annealing runs in each direction.</param>
    /// <param name="judged">The number of test examples for the conservative bound.</param>
    /// <param name="context">The experiment.</param>
    internal static AnnealedLikelihood Of(RestrictedBoltzmannMachine rbm, DataSplits data, Binarization binarize, int runs, int judged,
        ExperimentContext context) => new(rbm, data, binarize, runs, judged, context);

    /// <summary>Returns the log-likelihood of other examples by AIS, in nats per example.</summary>
    internal double AisOn(VisibleData data) =>
        LikelihoodReport.Of(_rbm, _evaluation.LogPartition, data).LogLikelihood.High + _evaluation.LogPartition.Low - _evaluation.LogPartition.Ais!.Mean;

    /// <summary>Returns all estimates as measurements.</summary>
    /// <param name="published">The published log-likelihood.</param>
    /// <param name="source">The source of the published value.</param>
    internal IEnumerable<Measurement> Measurements(double published, string source) =>
    [
        new("testLogLikelihood", "Test log-likelihood by AIS", Ais, "nats")
        {
            Published = published, Binarize = _binarize, Source = source, Met = Ais >= published,
        },
        Nats("testLogLikelihoodReverse", "The same by reverse AIS, the lower estimate", Reverse) with { Met = Ais - Reverse <= 1 },
        Nats("testLogLikelihoodConservative",
            $"Conservative estimate by RAISE on {_judged.Count} test examples, standard error {_conservative.StandardError:F1}", _conservative.LogLikelihood),
        Nats("aisOnTheSame", "Log-likelihood by AIS on the same examples", AisOn(_judged)),
        new("effectiveSampleSize", $"Effective sample size of {_evaluation.LogPartition.Runs} runs",
            _evaluation.LogPartition.EffectiveSampleSize!.Value, "runs"),
        Nats("baselineLogLikelihood", "Log-likelihood under independent pixels", _evaluation.Baseline!.Value),
    ];

    /// <summary>Returns the report of a recipe: the measurements and the filters of a hundred hidden units.</summary>
    internal Report ToReport(Recipe recipe, string examples, IReadOnlyList<Measurement> measurements) => new(recipe.Title,
    [
        new ReportSection("Measurements",
        [
            new MeasuredTable($"Mean log-likelihood of the {_evaluation.Count:N0} test {examples}, ladder {_evaluation.LogPartition.Ladder}",
                [.. measurements.Select(m => m.ToRow())]),
            new ReportFigure(ReportPicture.Of(new RbmPictures(_rbm, _data.Train.Shape).FilterTiles(100, 20)), "The filters of a hundred hidden units.",
                "A hundred filters."),
        ]),
    ])
    { Summary = [recipe.Summary] };

    private Measurement Nats(string id, string description, double value) => new(id, description, value, "nats") { Binarize = _binarize };
}
