using Harmonium.Data.Text;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Recipes;

/// <summary>A recipe that trains one recurrent network on a text and is judged by how well it foresees the rest.</summary>
public abstract class TextRecipe : Recipe
{
    private protected TextRecipe()
    {
    }

    /// <summary>The network and how it is trained.</summary>
    internal abstract TextSettings Settings { get; }

    /// <summary>Adam at a rate that falls from 0.004 to 0.0001 along half a cosine.</summary>
    private protected static OptimizerSettings Adam { get; } = new()
    {
        Optimizer = OptimizerKind.Adam,
        LearningRate = 0.004,
        LearningRateSchedule = LearningRateSchedule.Cosine,
        FinalLearningRate = 0.0001,
        Momentum = 0.9,
    };

    /// <summary>The name of the text.</summary>
    private protected abstract string Text { get; }

    /// <summary>Whether the figure that counts is in bits, not in nats.</summary>
    private protected abstract bool InBits { get; }

    /// <summary>The largest number that was promised.</summary>
    private protected abstract double? Promised { get; }

    /// <summary>The number that was published.</summary>
    private protected abstract double? Published { get; }

    /// <summary>Where.</summary>
    private protected abstract string Source { get; }

    /// <summary>The most minutes it may take on two cores; null for no promise.</summary>
    private protected abstract double? Minutes { get; }

    /// <summary>What a page of generated text begins with.</summary>
    private protected abstract string Prompt { get; }

    /// <inheritdoc/>
    public sealed override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        TextSettings settings = Settings with { Seed = context.Seed };
        TrainingData data = context.Open(Text, settings);
        TextSplits parts = data.Text!;
        Trained<RecurrentModel> trained = context.Train<RecurrentModel>(Text, settings, data);
        RecurrentNetwork network = trained.Model.Network;
        double minutes = trained.Elapsed.TotalMinutes;
        TextEvaluation test = TextEvaluation.Of(network, parts.Test ?? parts.Validation!, context.Cancel);
        double measured = InBits ? test.BitsPerCharacter : test.NatsPerCharacter;
        string page = TextGenerator.Write(network, Prompt, 1500, 0.7, context.Seed, context.Cancel);
        Measurement[] measurements =
        [
            new("testLoss", $"Mean −log p of the next of {test.Characters:N0} characters that were held out", measured, InBits ? "bits a character"
                : "nats a character")
            {
                Published = Published, Source = Source, Met = Promised is { } most ? measured <= most : null,
            },
            InBits ? new("testLossInNats", "The same", test.NatsPerCharacter, "nats a character")
                : new("testLossInBits", "The same", test.BitsPerCharacter, "bits a character"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = Minutes is { } longest ? minutes <= longest : null },
        ];
        Report report = new(Title,
        [
            new ReportSection("Figures", [new MeasuredTable($"After {settings.Schedule.Epochs} epochs", [.. measurements.Select(m => m.ToRow())])]),
            new ReportSection("What it writes, at temperature 0.7",
                [.. page.Split('\n').Where(line => line.Trim().Length > 0).Select(line => new Paragraph(line.Replace('*', '∗').Replace('`', '’')))]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
