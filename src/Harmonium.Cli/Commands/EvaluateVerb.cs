using System.CommandLine;
using System.Text.Json;
using Harmonium.Cli.Models;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Data.Text;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Models;

namespace Harmonium.Cli.Commands;

/// <summary>Evaluates a model on data.</summary>
internal sealed class EvaluateVerb : ModelVerb
{
    private readonly Option<string?> _binarize =
        CommonOptions.Text("--binarize", "name", $"the binarization of gray values: {Values.WordsOf<Binarization>()} [default: as in training]");
    private readonly Option<string?> _runs = CommonOptions.Text("--runs", "n", "the number of annealing runs in each direction [default: 100]");
    private readonly Option<string?> _ladder = CommonOptions.Text("--ladder", "name",
        "the temperatures of annealing: salakhutdinov-murray (14,500 steps), or linear-N, sigmoid-N or geometric-N with N steps [default: " +
        "salakhutdinov-murray]");
    private readonly Option<string?> _enumerate =
        CommonOptions.Text("--enumerate", "n", "compute log Z exactly if a layer has at most n units, 0 to 34 [default: 25]");

    /// <inheritdoc/>
    internal override string Name => "evaluate";

    /// <inheritdoc/>
    internal override string Summary => "evaluate a model on held-out data: log-likelihood, error rate or bits per character";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium evaluate runs/rbm-mnist-1", "evaluate a run on the test split"),
        ("harmonium evaluate model.safetensors --data mnist --binarize threshold", "evaluate a model file, with pixels binarized at 0.5"),
        ("harmonium evaluate runs/rbm-mnist-1 --ladder sigmoid-1000", "use fewer annealing steps, which is faster and less accurate"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        _binarize.Aliases.Add("--binarise");
        foreach (Option option in (Option[])[common.Data, common.Split, _binarize, _runs, _ladder, _enumerate])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    private protected override void Apply(Call call, LoadedModel model, CancellationToken cancel)
    {
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
        EvaluationOptions options = Options(call);
        Binarization binarization = call.Text(_binarize) is { } word ? Values.Choice<Binarization>(_binarize.Name, word) : model.Stored.Settings.Binarization;
        DataSplits parts = model.Examples(call);
        (string name, Dataset judged) = ChosenSplit.Of(parts, call.Text(call.Common.Split));
        if (name == "train")
            TellJudgedOnTraining(call, model, judged);
        // Only what the model was trained on gives a baseline, a free-energy gap and the start of annealing.
        VisibleData? training = IsOfTraining(call, model, judged) ? new VisibleData(parts.Train, binarization, call.Seed) : null;
        VisibleData test = name == "train" && training is not null ? training : new VisibleData(judged, binarization, call.Seed);
        RbmEvaluation evaluation = density.Evaluate(test, training, options, new AnnealingProgress(call), cancel);
        if (call.Json)
            call.JsonOutput.Write(json => WriteJson(json, evaluation));
        else
            WriteWords(call, evaluation, $"{judged.Name}, {name} split, {evaluation.Count} examples");
    }

    private static void Errors(Call call, LoadedModel model, Classifier classifier, CancellationToken cancel)
    {
        (string name, Dataset judged) = ChosenSplit.Of(model.Examples(call), call.Text(call.Common.Split));
        RequireLabels(judged);
        judged = model.Stored.Fitted(judged);
        if (name == "train")
            TellJudgedOnTraining(call, model, judged);
        (double error, double crossEntropy) = classifier.Judge(judged, cancel);
        WriteErrors(call, judged, name, error, crossEntropy);
    }

    private static void Text(Call call, LoadedModel model, LanguageModel text, CancellationToken cancel)
    {
        TextSplits parts = model.Open(call).Text!;
        CharacterText judged = Coded(parts.Test ?? parts.Validation ?? parts.Train, text.Alphabet);
        TextEvaluation evaluation = text.Evaluate(judged, cancel);
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
            { "data", $"{judged.Name}, {(parts.Test is not null ? "test split" : parts.Validation is not null ? "validation split" : "train split")}, " +
                $"{evaluation.Characters} characters" },
            { "−log p", $"{evaluation.NatsPerCharacter:F4} nats per character, {evaluation.BitsPerCharacter:F4} bits per character" },
        }.Write();
    }

    private static CharacterText Coded(CharacterText text, Alphabet alphabet)
    {
        try
        {
            return CharacterText.From(text.Name, text.Alphabet.Decode(text.Codes), alphabet);
        }
        catch (ArgumentException exception)
        {
            throw new DataFileException(text.Name, $"does not fit this network: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    private static void RequireLabels(Dataset judged)
    {
        if (judged.Labels is null)
            throw new DataFileException(judged.Name,
                "has no labels, but the error rate needs them. Use labeled data, or predict classes with: harmonium classify");
    }

    /// <summary>Tells the user that a model is evaluated on its training examples, if it is.</summary>
    private static void TellJudgedOnTraining(Call call, LoadedModel model, Dataset judged)
    {
        if (IsOfTraining(call, model, judged))
            call.Say($"The model is evaluated on its training examples: the train split of {judged.Name}.");
    }

    private static bool IsOfTraining(Call call, LoadedModel model, Dataset judged) =>
        call.Text(call.Common.Data) is not { } data || data == model.Run?.ReadRecord().Data || judged.Name == model.Stored.DataName;

    private static void WriteErrors(Call call, Dataset judged, string split, double error, double crossEntropy)
    {
        if (call.Json)
        {
            call.JsonOutput.Write(json =>
            {
                json.WriteFinite("error", error);
                json.WriteNumber("count", judged.Count);
                json.WriteFinite("crossEntropy", crossEntropy);
            });
            return;
        }

        new Facts(call.Terminal.Out)
        {
            { "data", $"{judged.Name}, {split} split, {judged.Count} examples" },
            { "error rate", $"{error:P2} (standard error {Math.Sqrt(error * (1 - error) / judged.Count):P2})" },
            { "cross-entropy", $"{crossEntropy:F4} nats per example, the mean of −log p(label | example)" },
        }.Write();
    }

    private static void WriteJson(Utf8JsonWriter json, RbmEvaluation evaluation)
    {
        LogPartitionEstimate z = evaluation.LogPartition;
        json.WriteStartObject("logPartition");
        json.WriteFinite("exact", z.Exact);
        WriteInterval(json, "ais", z.Ais);
        WriteInterval(json, "reverseAis", z.ReverseAis);
        json.WriteFinite("effectiveSampleSize", z.EffectiveSampleSize);
        json.WriteNumber("runs", z.Runs);
        json.WriteString("ladder", z.Ladder);
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
        json.WriteNumber("count", evaluation.Count);
        json.WriteBoolean("isLowerBound", evaluation.IsLowerBound);
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

    private static void WriteWords(Call call, RbmEvaluation evaluation, string data)
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
                : evaluation is { IsLowerBound: true, Converged: true } ? $"at least {likelihood.Low:F2} nats per example, a variational lower bound " +
                    $"(standard error {evaluation.StandardError:F2})"
                : evaluation.Converged ? $"between {likelihood.Low:F2} and {likelihood.High:F2} nats per example (standard error " +
                    $"{evaluation.StandardError:F2})"
                : $"not converged: the interval of log Z is {z.High - z.Low:F1} nats wide, and the effective sample size is {z.EffectiveSampleSize:F0} of " +
                    $"{z.Runs}; use a longer --ladder or more --runs"
            },
        };
        if (evaluation.Baseline is { } baseline)
            facts.Add("independent units", $"{baseline:F2} nats per example, the log-likelihood of a model of independent units");
        facts.Add("log Z", z.Exact is { } logPartition ? $"{logPartition:F3}, by enumeration"
            : $"{z.Low:F2} to {z.High:F2}, {z.Runs} runs with the ladder {z.Ladder}, effective sample size {z.EffectiveSampleSize:F0}");
        if (evaluation.FreeEnergyGap is { } gap)
            facts.Add("free-energy gap", $"{gap:F2} nats");
        if (evaluation.PseudoLogLikelihood is { } pseudo)
            facts.Add("pseudo-likelihood", $"{pseudo:F2} nats per example, for monitoring only");
        facts.Add("reconstruction", $"squared error {evaluation.ReconstructionError:F2} per example, for monitoring only");
        facts.Write();
    }

    private EvaluationOptions Options(Call call)
    {
        AnnealingOptions annealing = new() { Runs = call.Whole(_runs, 100, 2), Seed = call.Seed };
        int limit = call.Whole(_enumerate, ExactPartition.DefaultLimit, 0);
        if (limit > 34)
            throw new UsageException($"--enumerate is {limit}; expected at most 34, because each additional unit doubles the time.",
                $"See: {call.Path} --help");
        try
        {
            return new EvaluationOptions
            {
                Annealing = call.Text(_ladder) is { } name ? annealing with { Ladder = AnnealingLadder.Named(name) } : annealing,
                EnumerationLimit = limit,
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
