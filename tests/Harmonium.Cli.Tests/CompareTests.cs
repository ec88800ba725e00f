using System.Text.Json;

namespace Harmonium.Cli.Tests;

/// <summary>The results, differences and curves of compared runs.</summary>
public sealed class CompareTests(TrainedRuns runs, RareClassTests.RareData rare) : IClassFixture<TrainedRuns>, IClassFixture<RareClassTests.RareData>
{
    [Fact]
    public void The_difference_of_likelihoods_is_that_of_evaluate()
    {
        JsonElement[] results = Results("compare", runs.A, runs.B, "--split", "train", "--json");
        double[] evaluated = [.. ((string[])[runs.A, runs.B]).Select(run =>
            Assert.Single(Session.Run("evaluate", run, "--split", "train", "--json").Objects).GetProperty("testLogLikelihood").GetProperty("exact").GetDouble())];

        Assert.Equal(["logLikelihood", "logLikelihood"], results.Select(result => result.GetProperty("measure").GetString()!));
        Assert.Equal(evaluated, results.Select(result => result.GetProperty("low").GetDouble()));
        // Run A holds out 40 of the 200 examples, so the training splits differ and are not paired.
        Assert.All(results, result => Assert.Equal(JsonValueKind.Null, result.GetProperty("difference").ValueKind));
    }

    [Fact]
    public void Runs_on_the_same_examples_are_paired()
    {
        JsonElement[] results = Results("compare", runs.B, runs.ToResume, "--json");

        double[] values = [.. results.Select(result => result.GetProperty("low").GetDouble())],
            errors = [.. results.Select(result => result.GetProperty("standardError").GetDouble())];
        JsonElement difference = results[1].GetProperty("difference");
        Assert.Equal(JsonValueKind.Null, results[0].GetProperty("difference").ValueKind);
        Assert.Equal(values[1] - values[0], difference.GetProperty("low").GetDouble(), 1e-9);
        Assert.Equal(values[1] - values[0], difference.GetProperty("high").GetDouble(), 1e-9);
        // Both models find the same examples hard, so the paired error is far below that of independent samples.
        Assert.InRange(difference.GetProperty("standardError").GetDouble(), 1e-6, 0.5 * Math.Sqrt((errors[0] * errors[0]) + (errors[1] * errors[1])));
        Assert.Matches("difference from b +– +[+-]?[0-9]+\\.[0-9]{2} ± [0-9.]+\n", Session.Run("compare", runs.B, runs.ToResume).Out);
    }

    [Fact]
    public void Classifiers_are_compared_by_the_examples_that_only_one_gets_wrong()
    {
        using TemporaryFolder folder = new();
        string equal = rare.Train(folder, "mlp", "--output", folder.At("equal")),
            balanced = rare.Train(folder, "mlp", "--output", folder.At("balanced"), "--class-weights", "balanced");

        JsonElement[] results = Results("compare", equal, balanced, "--data", rare.Test, "--json");

        bool[][] wrong = [.. ((string[])[equal, balanced]).Select(run => Session.Run("classify", run, "--data", rare.Test, "--quiet").Out.TrimEnd().Split('\n')
            .Skip(1).Select(line => line.Split(',')).Select(words => words[^3] != words[^1]).ToArray())];
        int count = wrong[0].Length, before = wrong[0].Where((miss, i) => miss && !wrong[1][i]).Count(),
            after = wrong[1].Where((miss, i) => miss && !wrong[0][i]).Count();
        JsonElement difference = results[1].GetProperty("difference");
        double mean = (double)(after - before) / count;
        Assert.Equal(mean, difference.GetProperty("low").GetDouble(), 1e-12);
        Assert.Equal(Math.Sqrt(((double)(after + before) / count - (mean * mean)) / (count - 1)), difference.GetProperty("standardError").GetDouble(), 1e-12);
        Assert.InRange(difference.GetProperty("pValue").GetDouble(), 0, 0.01);
        Assert.Matches("classWeights +none +balanced\n", Session.Run("compare", equal, balanced).Out);
    }

    [Fact]
    public void Runs_of_different_kinds_show_only_settings_that_were_changed()
    {
        using TemporaryFolder folder = new();
        string mlp = rare.Train(folder, "mlp", "--output", folder.At("mlp"), "--dropout", "0.25"), rbm = rare.Train(folder, "classifier-rbm", "--output",
            folder.At("rbm"));

        string[] settings = [.. Assert.Single(Session.Run("compare", mlp, rbm, "--no-evaluation", "--json").Objects).GetProperty("settings").EnumerateObject()
            .Select(property => property.Name)];

        Assert.Contains("kind", settings);
        Assert.Contains("dropout", settings);
        Assert.DoesNotContain("generativeWeight", settings);
        Assert.DoesNotContain("activation", settings);
    }

    [Fact]
    public void One_chart_has_the_curves_of_all_runs()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(0, Session.Run("compare", runs.A, runs.B, "--no-evaluation", "--figure", folder.At("curves.svg")).ExitCode);
        Assert.Equal(0, Session.Run("compare", runs.A, runs.B, "--no-evaluation", "--figure", folder.At("curves.png"), "--metric", "pseudoLogLikelihood")
            .ExitCode);
        Session none = Session.Run("compare", runs.A, runs.B, "--figure", folder.At("curves.svg"), "--metric", "freeEnergyGap"),
            odd = Session.Run("compare", runs.A, runs.B, "--figure", folder.At("curves.pdf"));

        string svg = File.ReadAllText(folder.At("curves.svg"));
        Assert.Contains("#0072B2", svg);
        Assert.Contains("#D55E00", svg);
        Assert.Equal((byte)'P', File.ReadAllBytes(folder.At("curves.png"))[1]);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("reconstructionError, pseudoLogLikelihood", none.Error.ReplaceLineEndings(" "));
        Assert.Equal(2, odd.ExitCode);
    }

    [Fact]
    public void A_training_writes_its_figures_in_the_chosen_format()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(0, Session.Run("train", "rbm", "--data", runs.Data, "--hidden", "4", "--epochs", "2", "--figure-format", "svg", "--output",
            folder.At("run"), "--quiet").ExitCode);

        Assert.StartsWith("<svg", File.ReadAllText(folder.At("run/figures/filters.svg")));
        Assert.StartsWith("<svg", File.ReadAllText(folder.At("run/figures/reconstruction-error.svg")));
        Assert.Empty(Directory.GetFiles(folder.At("run/figures"), "*.png"));
    }

    [Fact]
    public void Samples_are_drawn_as_svg_by_the_ending()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(0, Session.Run("sample", runs.A, "--count", "4", "--sweeps", "5", "--output", folder.At("samples.svg")).ExitCode);

        Assert.StartsWith("<svg", File.ReadAllText(folder.At("samples.svg")));
    }

    private static JsonElement[] Results(params string[] args) => [.. Assert.Single(Session.Run(args).Objects).GetProperty("results").EnumerateArray()];
}
