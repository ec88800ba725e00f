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

/// <summary>How likely a machine finds data.</summary>
internal sealed class EvaluateVerb : ModelVerb
{
    private readonly Option<string?> _part =
        CommonOptions.Text("--part", "name", $"which part of the data is judged: {ChosenSplit.Words} [test, where there is one]");
    private readonly Option<string?> _binarize =
        CommonOptions.Text("--binarize", "word", $"how gray pixels become black and white: {Values.WordsOf<Binarization>()} [as in training]");
    private readonly Option<string?> _runs = CommonOptions.Text("--runs", "n", "annealing runs in each direction [100]");
    private readonly Option<string?> _ladder =
        CommonOptions.Text("--ladder", "name", "the temperatures: salakhutdinov-murray, linear-N, sigmoid-N, geometric-N [salakhutdinov-murray, 14,500 steps]");
    private readonly Option<string?> _enumerate =
        CommonOptions.Text("--enumerate", "n", "enumerate machines with a side of at most so many units, 0 to 34 [25]");

    /// <inheritdoc/>
    internal override string Name => "evaluate";

    /// <inheritdoc/>
    internal override string Summary => "how likely a model finds data it has never seen, as an interval with proof";

    /// <inheritdoc/>
    internal override IReadOnlyList<(string Line, string Meaning)> Examples { get; } =
    [
        ("harmonium evaluate runs/rbm-mnist-1", "on the test part of what it learned from"),
        ("harmonium evaluate model.safetensors --data mnist --binarize threshold", "a model of another program, pixels cut at one half"),
        ("harmonium evaluate runs/rbm-mnist-1 --ladder sigmoid-1000", "faster, and less certain"),
    ];

    /// <inheritdoc/>
    private protected override void DeclareOptions(Command command, CommonOptions common)
    {
        _binarize.Aliases.Add("--binarise");
        foreach (Option option in (Option[])[common.Data, _part, _binarize, _runs, _ladder, _enumerate])
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
        (string name, Dataset judged) = ChosenSplit.Of(parts, call.Text(_part));
        if (name == "train")
            TellJudgedOnTraining(call, model, judged);
        VisibleData training = new(parts.Train, binarization, call.Seed);
        RbmEvaluation evaluation = density.Evaluate(
            name == "train" ? training : new VisibleData(judged, binarization, call.Seed), training, options, new AnnealingProgress(call), cancel);
        if (call.Json)
            call.JsonOutput.Write(json => WriteJson(json, evaluation));
        else
            WriteWords(call, evaluation, $"{judged.Name}, {name} part, {evaluation.Count} examples");
    }

    private void Errors(Call call, LoadedModel model, Classifier classifier, CancellationToken cancel)
    {
        (string name, Dataset judged) = ChosenSplit.Of(model.Examples(call), call.Text(_part));
        RequireLabels(judged);
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
            { "data", $"{judged.Name}, {(parts.Test is not null ? "test part" : parts.Validation is not null ? "the part that was held out" : "all of it")}, " +
                $"{evaluation.Characters} characters" },
            { "−log p", $"{evaluation.NatsPerCharacter:F4} nats a character, {evaluation.BitsPerCharacter:F4} bits" },
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
            throw new DataFileException(text.Name, $"cannot be judged by this network: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    private static void RequireLabels(Dataset judged)
    {
        if (judged.Labels is null)
            throw new DataFileException(judged.Name, "has no labels to judge a classifier by. Use data with labels, or classify it: harmonium classify.");
    }

    /// <summary>Says that a model is judged on what it learned from, where these are the data of its training.</summary>
    private static void TellJudgedOnTraining(Call call, LoadedModel model, Dataset judged)
    {
        if (call.Text(call.Common.Data) is not { } data || data == model.Run?.ReadRecord().Data || judged.Name == model.Stored.DataName)
            call.Say($"{judged.Name} has no held-out part, or none was asked for: these are the examples that the model learned from.");
    }

    private static void WriteErrors(Call call, Dataset judged, string part, double error, double crossEntropy)
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
            { "data", $"{judged.Name}, {part} part, {judged.Count} examples" },
            { "error", $"{error:P2} (± {Math.Sqrt(error * (1 - error) / judged.Count):P2} for another set of this size)" },
            { "cross-entropy", $"{crossEntropy:F4} nats an example, the mean of −log p(label | example)" },
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
            { "pixels", Values.Word(evaluation.Binarize) },
            {
                "log-likelihood",
                likelihood.Exact is { } exact ? $"{exact:F2} nats an example, exact (± {evaluation.StandardError:F2} for another set of this size)"
                : evaluation.Converged ? $"between {likelihood.Low:F2} and {likelihood.High:F2} nats an example (± {evaluation.StandardError:F2} for another " +
                    "set of this size)"
                : $"not converged: log Z is known to {z.High - z.Low:F1} nats only, with an effective sample size of {z.EffectiveSampleSize:F0} of {z.Runs}; " +
                    "try a longer --ladder or more --runs"
            },
        };
        if (evaluation.Baseline is { } baseline)
            facts.Add("independent units", $"{baseline:F2} nats an example: what a model without any structure reaches");
        facts.Add("log Z", z.Exact is { } logPartition ? $"{logPartition:F3}, by enumeration"
            : $"{z.Low:F2} to {z.High:F2}, {z.Runs} runs on the ladder {z.Ladder}, effective sample size {z.EffectiveSampleSize:F0}");
        if (evaluation.FreeEnergyGap is { } gap)
            facts.Add("free-energy gap", $"{gap:F2} nats");
        if (evaluation.PseudoLogLikelihood is { } pseudo)
            facts.Add("pseudo-likelihood", $"{pseudo:F2} nats an example, a monitor only");
        facts.Add("reconstruction", $"squared error {evaluation.ReconstructionError:F2} an example, a monitor only");
        facts.Write();
    }

    private EvaluationOptions Options(Call call)
    {
        AnnealingOptions annealing = new() { Runs = call.Whole(_runs, 100, 2), Seed = call.Seed };
        int limit = call.Whole(_enumerate, ExactPartition.DefaultLimit, 0);
        if (limit > 34)
            throw new UsageException($"--enumerate is {limit}; at most 34 units can be enumerated, and each more doubles the time.",
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
            throw new UsageException($"--ladder is “{call.Text(_ladder)}”; expected is {known}.", $"See: {call.Path} --help");
        }
    }

    /// <summary>Says each tenth of the annealing.</summary>
    private sealed class AnnealingProgress(Call call) : IProgress<double>
    {
        private const int Parts = 10;
        private int _said;

        public void Report(double value)
        {
            int part = (int)(value * Parts);
            if (part <= _said || call.Json)
                return;
            _said = part;
            call.Say($"annealing: {part * 100 / Parts} %");
        }
    }
}
