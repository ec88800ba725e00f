using System.Text.Json;
using Harmonium.Cli.Output;
using Harmonium.Cli.Parsing;
using Harmonium.Cli.Terminals;
using Harmonium.Data;
using Harmonium.Evaluation.Classes;
using Harmonium.Figures.Charts;

namespace Harmonium.Cli.Evaluations;

/// <summary>Writes the results of a classifier: as text, as JSON and as a figure.</summary>
/// <param name="call">The command line.</param>
/// <param name="report">The results.</param>
internal sealed class ClassResults(Call call, ClassificationReport report)
{
    /// <summary>Above this number of classes, the text shows only those with the lowest recall.</summary>
    private const int MostListed = 30;

    private const int Listed = 10;

    /// <summary>Above this number of classes, the text has no confusion matrix.</summary>
    private const int MostCrossed = 12;

    private const string Nothing = "–";

    /// <summary>Writes the results, a warning if the majority baseline is as good, and the figure if a path is given.</summary>
    /// <param name="data">The data, for the user.</param>
    /// <param name="figure">The path of the figure; null for none.</param>
    internal void Write(string data, string? figure)
    {
        if (figure is not null)
            FigureFile.Write(figure, new ConfusionMatrix([.. report.Classes.Select(score => score.Name)], report.Confusion));
        if (call.Json)
            call.JsonOutput.Write(WriteJson);
        else
            WriteWords(data, figure);
        if (report is { BeatsMajority: false, MajorityError: > 0 })
            call.Say($"The classifier is no better than always answering {Printable.Of(report.MajorityClass)}, which has an error rate of " +
                $"{report.MajorityError:P2}. Train with --class-weights balanced if some classes are rare, train longer, or use other features.");
    }

    private void WriteWords(string data, string? figure)
    {
        string source = report.MajorityIsOfTraining ? "the training data" : "these examples";
        Facts facts = new(call.Terminal.Out)
        {
            { "data", data },
            { "error rate", $"{report.Error:P2} (standard error {report.StandardError:P2})" },
            {
                "majority error",
                $"{report.MajorityError:P2}, if the answer is always {Printable.Of(report.MajorityClass)}, the most frequent class of {source}"
            },
            { "balanced accuracy", $"{report.BalancedAccuracy:P2}, the mean recall of the classes" },
            { "cross-entropy", $"{report.CrossEntropy:F4} nats per example, the mean of −log p(label | example)" },
        };
        if (figure is not null)
            facts.Add("figure", ShownPath.Of(figure));
        facts.Write();
        WriteClasses(call.Terminal);
        if (report.Classes.Count <= MostCrossed)
            WriteConfusion(call.Terminal);
    }

    private void WriteClasses(Terminal terminal)
    {
        bool all = report.Classes.Count <= MostListed;
        ClassScore[] shown = all ? [.. report.Classes]
            : [.. report.Classes.Where(score => score.Recall is not null).OrderBy(score => score.Recall).Take(Listed)];
        TextTable table = new(["examples", "precision", "recall"]);
        foreach (ClassScore score in shown)
            table.Add(Printable.Of(score.Name), [$"{score.Count}", Percent(score.Precision), Percent(score.Recall)]);
        terminal.Out.WriteLine();
        if (!all)
            terminal.Out.WriteLine($"The {shown.Length} of {report.Classes.Count} classes with the lowest recall; --json has all.");
        table.Write(terminal.Out, terminal.Width);
    }

    private void WriteConfusion(Terminal terminal)
    {
        TextTable table = new([.. report.Classes.Select(score => Printable.Of(score.Name))]);
        foreach ((int k, ClassScore score) in report.Classes.Index())
            table.Add(Printable.Of(score.Name), [.. report.Confusion[k].Select(count => $"{count}")]);
        if (!table.Fits(terminal.Width))
            return;
        terminal.Out.WriteLine();
        terminal.Out.WriteLine("Confusion matrix: a row per class, a column per predicted class");
        table.Write(terminal.Out, terminal.Width);
    }

    private static string Percent(double? share) => share is { } known ? $"{known:P2}" : Nothing;

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteFinite("error", report.Error);
        json.WriteNumber("count", report.Count);
        json.WriteFinite("crossEntropy", report.CrossEntropy);
        json.WriteFinite("standardError", report.StandardError);
        json.WriteString("majorityClass", report.MajorityClass);
        json.WriteFinite("majorityError", report.MajorityError);
        json.WriteBoolean("beatsMajority", report.BeatsMajority);
        json.WriteFinite("balancedAccuracy", report.BalancedAccuracy);
        json.WriteStartArray("classes");
        foreach (ClassScore score in report.Classes)
        {
            json.WriteStartObject();
            json.WriteString("name", score.Name);
            json.WriteNumber("count", score.Count);
            json.WriteNumber("predicted", score.Predicted);
            json.WriteNumber("correct", score.Correct);
            json.WriteFinite("precision", score.Precision);
            json.WriteFinite("recall", score.Recall);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("confusion");
        foreach (IReadOnlyList<int> row in report.Confusion)
        {
            json.WriteStartArray();
            foreach (int count in row)
                json.WriteNumberValue(count);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
