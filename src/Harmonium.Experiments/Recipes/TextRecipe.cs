using Harmonium.Data.Text;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>A recipe that trains one recurrent network on a text and measures its loss on held-out text.</summary>
internal abstract class TextRecipe : Recipe
{
    private protected TextRecipe()
    {
    }

    /// <summary>Gets the settings of the network and its training.</summary>
    internal abstract TextSettings Settings { get; }

    /// <summary>Gets settings of Adam with a learning rate that falls from 0.004 to 0.0001 along half a cosine.</summary>
    private protected static OptimizerSettings Adam { get; } = new()
    {
        Optimizer = OptimizerKind.Adam,
        LearningRate = 0.004,
        LearningRateSchedule = LearningRateSchedule.Cosine,
        FinalLearningRate = 0.0001,
        Momentum = 0.9,
    };

    /// <summary>Gets the name of the text.</summary>
    private protected abstract string Text { get; }

    /// <summary>Gets whether the target is in bits rather than in nats.</summary>
    private protected abstract bool InBits { get; }

    /// <summary>Gets the target: the largest accepted loss; null for no target.</summary>
    private protected abstract double? Promised { get; }

    /// <summary>Gets the published loss; null if there is none.</summary>
    private protected abstract double? Published { get; }

    /// <summary>Gets the source of the published loss.</summary>
    private protected abstract string Source { get; }

    /// <summary>Gets the longest accepted training time on two cores, in minutes; null for no limit.</summary>
    private protected abstract double? Minutes { get; }

    /// <summary>Gets the text that the generated text continues.</summary>
    private protected abstract string Prompt { get; }

    /// <inheritdoc/>
    public sealed override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TextSettings settings = Settings with { Seed = context.Seed };
        TrainingData data = context.Open(Text, settings);
        TextSplits splits = data.Text!;
        Trained<RecurrentModel> trained = context.Train<RecurrentModel>(Text, settings, data);
        RecurrentNetwork network = trained.Model.Network;
        double minutes = trained.Elapsed.TotalMinutes;
        TextEvaluation test = TextEvaluation.Of(network, splits.Test ?? splits.Validation!, context.Cancel);
        double measured = InBits ? test.BitsPerCharacter : test.NatsPerCharacter;
        string page = TextGenerator.Write(network, Prompt, 1500, 0.7, context.Seed, context.Cancel);
        Measurement[] measurements =
        [
            new("testLoss", $"Mean −log p of the next character over {test.Characters:N0} held-out characters", measured,
                InBits ? "bits per character" : "nats per character")
            {
                Published = Published, Source = Source, Met = Promised is { } most ? measured <= most : null,
            },
            InBits ? new("testLossInNats", "The same", test.NatsPerCharacter, "nats per character")
                : new("testLossInBits", "The same", test.BitsPerCharacter, "bits per character"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = Minutes is { } longest ? minutes <= longest : null },
        ];
        Report report = new(Title,
        [
            new ReportSection("Measurements", [new MeasuredTable($"After {settings.Schedule.Epochs} epochs", [.. measurements.Select(m => m.ToRow())])]),
            new ReportSection("Generated text at temperature 0.7",
                [.. page.Split('\n').Where(line => line.Trim().Length > 0).Select(line => new Paragraph(line.Replace('*', '∗').Replace('`', '’')))]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
