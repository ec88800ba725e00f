using System.CommandLine;
using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Evaluations;

/// <summary>The options of commands that compute likelihoods, and the computation.</summary>
internal sealed class LikelihoodOptions
{
    private const int MostEnumerated = 34;

    private readonly Option<string?> _binarize =
        CommonOptions.Text("--binarize", "name", $"the binarization of gray values: {Values.WordsOf<Binarization>()} [default: as in training]", "--binarise");
    private readonly Option<string?> _runs = CommonOptions.Text("--runs", "n", "the number of annealing runs in each direction [default: 100]");
    private readonly Option<string?> _ladder = CommonOptions.Text("--ladder", "name",
        "the temperatures of annealing: salakhutdinov-murray (14,500 steps), or linear-N, sigmoid-N or geometric-N with N steps [default: " +
        "salakhutdinov-murray]");
    private readonly Option<string?> _enumerate =
        CommonOptions.Text("--enumerate", "n", "compute log Z exactly if a layer has at most n units, 0 to 34 [default: 25]");

    private readonly Option<string?> _documents = CommonOptions.Text("--documents", "n",
        "the number of documents to evaluate, each of which needs annealing of its own [default: 50]");

    /// <summary>The options, in the order of the help.</summary>
    internal IReadOnlyList<Option> All => [_binarize, _runs, _ladder, _enumerate, _documents];

    /// <summary>Computes the likelihood of examples, and shows the progress of the annealing.</summary>
    /// <returns>The evaluation, and the examples as the units take them.</returns>
    internal (RbmEvaluation Evaluation, VisibleData Examples) Evaluate(
        Call call, LoadedModel model, Density density, JudgedData judged, CancellationToken cancel)
    {
        EvaluationOptions options = OptionsOf(call);
        Binarization binarization = call.Text(_binarize) is { } word ? Values.Choice<Binarization>(_binarize.Name, word) : model.Stored.Settings.Binarization;
        // Only what the model was trained on gives a baseline, a free-energy gap and the start of annealing.
        VisibleData? training = judged.Training is { } trained ? new VisibleData(trained, binarization, call.Seed) : null;
        VisibleData test = judged.Split == "train" && training is not null ? training : new VisibleData(judged.Examples, binarization, call.Seed);
        return (density.Evaluate(test, training, options, new AnnealingProgress(call), cancel), test);
    }

    /// <summary>Returns how many examples were evaluated and, if these are not all, why.</summary>
    internal static string CountOf(RbmEvaluation evaluation, Dataset judged) => evaluation.Count == judged.Count ? $"{judged.Count} examples"
        : $"{evaluation.Count} of {judged.Count} documents, drawn at random, because log Z depends on the length of a document; --documents n evaluates more";

    private EvaluationOptions OptionsOf(Call call)
    {
        AnnealingOptions annealing = new() { Runs = call.Whole(_runs, 100, 2), Seed = call.Seed };
        int limit = call.Whole(_enumerate, ExactPartition.DefaultLimit, 0);
        if (limit > MostEnumerated)
            throw new UsageException($"--enumerate is {limit}; expected at most {MostEnumerated}, because each additional unit doubles the time.",
                $"See: {call.Path} --help");
        try
        {
            return new EvaluationOptions
            {
                Annealing = call.Text(_ladder) is { } name ? annealing with { Ladder = AnnealingLadder.Named(name) } : annealing,
                EnumerationLimit = limit,
                MostDocuments = call.Whole(_documents, new EvaluationOptions().MostDocuments, 1),
                Seed = call.Seed,
            };
        }
        catch (ArgumentException)
        {
            string known = $"{AnnealingLadder.SalakhutdinovMurray.Name}, linear-N, sigmoid-N or geometric-N with N steps";
            throw new UsageException($"--ladder is “{call.Text(_ladder)}”; expected {known}.", $"See: {call.Path} --help");
        }
    }

    /// <summary>Writes a line after each tenth of the annealing.</summary>
    private sealed class AnnealingProgress(Call call) : IProgress<double>
    {
        private const int Lines = 10;
        private int _written;

        public void Report(double value)
        {
            int line = (int)(value * Lines);
            if (line <= _written || call.Json)
                return;
            _written = line;
            call.Say($"annealing: {line * 100 / Lines} %");
        }
    }
}
