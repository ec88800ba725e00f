using Harmonium.Data.Sources;
using Harmonium.Data.Text;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Experiments.Trials;
using Harmonium.Networks.Recurrent;

namespace Harmonium.Experiments.Recipes;

/// <summary>A recipe that trains one recurrent network on a text and is judged by how well it foresees the rest.</summary>
public abstract class TextRecipe : Recipe
{
    private protected TextRecipe()
    {
    }

    /// <summary>The network and how it learns.</summary>
    private protected abstract TextTrial Trial { get; }

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
        TextParts parts = NamedText.Open(Text, context.Data, heldOut: 0.1);
        TextTrial trial = Trial;
        long start = context.Clock.GetTimestamp();
        RecurrentNetwork network = trial.Train(parts.Train, context, $"reading {Text}");
        double minutes = context.Clock.GetElapsedTime(start).TotalMinutes;
        TextEvaluation test = TextEvaluation.Of(network, parts.Test ?? parts.Validation!, context.Cancel);
        double measured = InBits ? test.BitsPerCharacter : test.NatsPerCharacter;
        string page = TextGenerator.Write(network, Prompt, 1500, 0.7, context.Seed, context.Cancel);
        Measurement[] measurements =
        [
            new("testLoss", $"Mean −log p of the next of {test.Characters:N0} characters that were held out", measured, InBits ? "bits a character" : "nats a character")
            {
                Published = Published, Source = Source, Met = Promised is { } most ? measured <= most : null,
            },
            InBits ? new("testLossInNats", "The same", test.NatsPerCharacter, "nats a character") : new("testLossInBits", "The same", test.BitsPerCharacter, "bits a character"),
            new("trainingMinutes", "Training time", minutes, "minutes") { Met = Minutes is { } longest ? minutes <= longest : null },
        ];
        Report report = new(Title,
        [
            new ReportSection("Figures", [new MeasuredTable($"After {trial.Epochs} epochs", [.. measurements.Select(m => m.ToRow())])]),
            new ReportSection("What it writes, at temperature 0.7", [.. page.Split('\n').Where(line => line.Trim().Length > 0).Select(line => new Paragraph(line.Replace('*', '∗').Replace('`', '’')))]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }
}
