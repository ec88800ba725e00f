using System.Text.Json;
using Harmonium.Data.Tables;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Models;
using Harmonium.Tests.Data;
using Harmonium.Tests.Runs;

namespace Harmonium.Cli.Tests;

/// <summary>Scores, features, completion and evaluation of rows, and their ids.</summary>
public sealed class ScoreTests : IDisposable
{
    private static readonly ModelKinds _kinds = new([.. ModelKinds.BuiltIn.All, new ToyKind()]);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> EveryKind => [.. _kinds.All.Select(kind => kind.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(EveryKind))]
    public void Every_kind_scores_its_training_data_or_says_that_it_cannot(string name)
    {
        ModelKind kind = _kinds.Find(name)!;
        string run = Trained(kind);
        Session session = Session.RunWith(_kinds, "score", run, "--json", "--quiet");
        bool scores = kind.Parts.HasFlag(ModelParts.Density) || name == "stack";
        if (!scores)
        {
            Assert.Equal(2, session.ExitCode);
            Assert.Contains($"of the kind {name}, which 'harmonium score' does not support", OneLine(session.Error));
            return;
        }

        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        JsonElement result = Assert.Single(session.Objects);
        JsonElement[] rows = [.. result.GetProperty("scores").EnumerateArray()];
        string key = name == "stack" ? "reconstructionError" : "freeEnergy";
        double threshold = result.GetProperty("threshold").GetDouble();
        Assert.Equal(result.GetProperty("count").GetInt32(), rows.Length);
        Assert.All(rows, row => Assert.Equal(row.GetProperty(key).GetDouble() > threshold, row.GetProperty("unusual").GetBoolean()));
        Assert.Equal(0, Session.RunWith(_kinds, "features", run, "--output", _folder.At("f.csv"), "--quiet").ExitCode);
        Assert.StartsWith("row,h0,", File.ReadLines(_folder.At("f.csv")).First());
    }

    [Fact]
    public void The_column_that_makes_a_row_unusual_comes_first_and_ids_are_in_every_output()
    {
        string train = Relation("train.csv", 300), run = _folder.At("run");
        Assert.Equal(0, Session.Run("train", "table-rbm", "--data", train, "--hidden", "10", "--epochs", "40", "--no-figures", "--quiet", "--output", run)
            .ExitCode);
        // Rows of the training distribution, but b of the last one does not go with its a and c.
        File.WriteAllText(_folder.At("new.csv"), "id,a,b,c\nfirst,1,2,yes\nsecond,-1,-2,no\nodd,1,-2,yes\n");
        Session session = Session.Run("score", run, "--data", _folder.At("new.csv"), "--columns", "1");
        Assert.Equal(0, session.ExitCode);
        string[] lines = session.Out.TrimEnd().Split('\n');
        Assert.Equal("id,freeEnergy,reconstructionError,unusual,column1,contribution1", lines[0]);
        Assert.Equal(["first", "second", "odd"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(["false", "false", "true"], lines.Skip(1).Select(line => line.Split(',')[3]));
        Assert.Equal("b", lines[3].Split(',')[4]);

        foreach (string verb in (string[])["features", "score"])
        {
            Assert.Equal(0, Session.Run(verb, run, "--data", _folder.At("new.csv"), "--output", _folder.At("out.csv"), "--quiet").ExitCode);
            Assert.Equal(["id", "first", "second", "odd"], File.ReadLines(_folder.At("out.csv")).Select(line => line.Split(',')[0]));
        }

        Assert.Equal(0, Session.Run("score", run, "--data", _folder.At("new.csv"), "--output", _folder.At("out.json"), "--quiet").ExitCode);
        Assert.Equal("odd", JsonElement.Parse(File.ReadAllText(_folder.At("out.json"))).GetProperty("scores")[2].GetProperty("id").GetString());
        Assert.Equal(0, Session.Run("score", run, "--data", _folder.At("new.csv"), "--output", _folder.At("out.npy"), "--quiet").ExitCode);
        Assert.Contains("'shape': (3, 5)", File.ReadAllText(_folder.At("out.npy")));
    }

    [Fact]
    public void A_table_is_filled_in_with_draws_and_the_uncertainty_of_every_cell()
    {
        string train = Relation("train.csv", 300), run = _folder.At("run");
        Session.Run("train", "table-rbm", "--data", train, "--hidden", "10", "--epochs", "40", "--no-figures", "--quiet", "--output", run);
        File.WriteAllText(_folder.At("new.csv"), "id,a,b,c\nx,1,,yes\ny,-1,-2,\n");
        Session session = Session.Run("complete", run, "--data", _folder.At("new.csv"), "--draws", "3", "--cells", _folder.At("cells.json"), "--output",
            _folder.At("filled.csv"), "--json");
        Assert.Equal(0, session.ExitCode);
        Assert.Equal(["filled.csv", "filled-1.csv", "filled-2.csv", "filled-3.csv", "cells.json"],
            session.Objects[0].GetProperty("files").EnumerateArray().Select(file => Path.GetFileName(file.GetString())));
        JsonElement[] cells = [.. JsonElement.Parse(File.ReadAllText(_folder.At("cells.json"))).GetProperty("cells").EnumerateArray()];
        Assert.Equal(["x b", "y c"], cells.Select(cell => $"{cell.GetProperty("id").GetString()} {cell.GetProperty("column").GetString()}"));
        Assert.InRange(cells[0].GetProperty("value").GetDouble(), 1.5, 2.5);
        Assert.InRange(cells[0].GetProperty("standardDeviation").GetDouble(), 0.05, 1);
        Assert.Equal("no", cells[1].GetProperty("value").GetString());
        Assert.InRange(cells[1].GetProperty("probabilities").GetProperty("no").GetDouble(), 0.8, 1);
        Assert.Equal(3, cells[1].GetProperty("draws").GetArrayLength());
        double first = double.Parse(File.ReadLines(_folder.At("filled-1.csv")).ElementAt(1).Split(',')[2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(cells[0].GetProperty("draws")[0].GetDouble(), first, 1e-4);
        Assert.Equal(0, Session.Run("complete", run, "--data", _folder.At("new.csv"), "--cells", _folder.At("cells.csv"), "--output", _folder.At("f.csv"))
            .ExitCode);
        Assert.StartsWith("id,column,value,standardDeviation,probability\nx,b,", File.ReadAllText(_folder.At("cells.csv")));
    }

    [Fact]
    public void A_table_model_is_evaluated_with_the_errors_of_filled_in_cells()
    {
        string train = Relation("train.csv", 300), run = _folder.At("run");
        Session.Run("train", "table-rbm", "--data", train, "--hidden", "10", "--epochs", "40", "--validation", "0.3", "--no-figures", "--quiet",
            "--output", run);
        JsonElement result = Assert.Single(Session.Run("evaluate", run, "--json", "--quiet").Objects);
        Assert.True(result.GetProperty("testLogLikelihood").GetProperty("exact").GetDouble() > result.GetProperty("baseline").GetDouble());
        JsonElement[] columns = [.. result.GetProperty("filledCells").GetProperty("columns").EnumerateArray()];
        Assert.Equal(["a", "b", "c"], columns.Select(column => column.GetProperty("column").GetString()));
        Assert.All(columns, column => Assert.True(column.GetProperty("combined").GetDouble() < column.GetProperty("averages").GetDouble()));
        Assert.Contains("5 nearest rows", Session.Run("evaluate", run, "--quiet").Out);
    }

    [Fact]
    public void Images_are_completed_with_draws_and_deviations()
    {
        string data = Toy.Write(_folder.At("toy.idx")), run = _folder.At("run");
        Session.Run("train", "rbm", "--data", data, "--hidden", "6", "--epochs", "3", "--no-figures", "--quiet", "--output", run);
        Assert.Equal(0, Session.Run("complete", run, "--count", "4", "--sweeps", "20", "--draws", "2", "--output", _folder.At("c.csv"), "--quiet").ExitCode);
        double[][] Read(string name) => [.. File.ReadLines(_folder.At(name)).Skip(1)
            .Select(line => line.Split(',').Skip(1).Select(word => double.Parse(word, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
        double[][] means = Read("c.csv"), deviations = Read("c-sd.csv"), draws = Read("c-2.csv");
        for (int row = 0; row < 4; row++)
        {
            for (int pixel = 0; pixel < 64; pixel++)
            {
                // The left half is known. A Bernoulli unit with the mean m has the variance m (1 − m).
                bool known = pixel % 8 < 4;
                Assert.Equal(known ? 0 : Math.Sqrt(means[row][pixel] * (1 - means[row][pixel])), deviations[row][pixel], 2e-3);
                Assert.True(draws[row][pixel] is 0 or 1 && (!known || draws[row][pixel] == means[row][pixel]));
            }
        }
    }

    [Fact]
    public void A_list_of_ratings_is_converted_as_the_message_says()
    {
        string list = CaseFiles.Write(_folder.Path, "ratings-long-user-item-rating.csv"), wide = _folder.At("ratings.csv");
        foreach (string kind in (string[])["rbm", "table-rbm"])
        {
            Session refused = Session.Run("train", kind, "--data", list, "--output", _folder.At("no"));
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains("harmonium data make ratings --data", OneLine(refused.Error));
        }

        Assert.Equal(0, Session.Run("data", "make", "ratings", "--data", list, "--output", wide).ExitCode);
        Assert.Equal(0, Session.Run("train", "table-rbm", "--data", wide, "--schema", _folder.At("ratings.json"), "--epochs", "1", "--no-figures", "--quiet",
            "--output", _folder.At("run")).ExitCode);
        Table table = TableFile.Read(wide, TableSchema.Read(_folder.At("ratings.json"), Harmonium.Data.DataLimits.Default), Harmonium.Data.DataLimits.Default);
        Assert.Equal(File.ReadLines(list).Skip(1).Select(line => line.Split(',')[0]).Distinct(), table.RowIds);
        // One user rated an item twice.
        Assert.Equal(File.ReadLines(list).Skip(1).DistinctBy(line => string.Join(',', line.Split(',').Take(2))).Count(),
            (table.Count * table.Schema.Columns.Count) - table.Missing);
    }

    [Fact]
    public void A_table_of_ratings_with_blanks_is_read_as_categories()
    {
        Session session = Session.Run("train", "table-rbm", "--data", CaseFiles.Write(_folder.Path, "ratings-blank-missing.csv"), "--epochs", "1",
            "--no-figures", "--output", _folder.At("run"));
        Assert.Equal(0, session.ExitCode);
        Assert.Contains("look like ratings", OneLine(session.Error));
        Assert.Contains("10 categorical columns", OneLine(session.Error + session.Out));
    }

    [Theory]
    [InlineData("--quantile", "1.5", "--quantile is 1.5; expected a number from 0 to 1")]
    [InlineData("--columns", "-1", "--columns is -1; expected at least 0")]
    [InlineData("--output", "scores.txt", "expected a path that ends in .csv, .json or .npy")]
    [InlineData("--draws", "1000", "--draws is 1000; at most 200 draws")]
    [InlineData("--cells", "cells.xml", "expected a path that ends in .csv or .json")]
    public void Wrong_options_are_refused_in_words(string option, string value, string words)
    {
        string run = Trained(_kinds.Find("table-rbm")!);
        Session session = Session.Run(option is "--draws" or "--cells" ? "complete" : "score", run, option, value);
        Assert.Equal(2, session.ExitCode);
        Assert.Contains(words, OneLine(session.Error));
    }

    private static string OneLine(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A table with b close to 2a, and c that tells the sign of a.</summary>
    private string Relation(string name, int rows)
    {
        List<string> lines = ["a,b,c"];
        for (int i = 0; i < rows; i++)
        {
            int sign = i % 2 == 0 ? 1 : -1;
            double noise = (i * 37 % 101 / 100.0) - 0.5, other = (i * 53 % 97 / 96.0) - 0.5;
            lines.Add(FormattableString.Invariant($"{sign + (0.4 * noise):F3},{(2 * sign) + (0.4 * other):F3},{(sign > 0 ? "yes" : "no")}"));
        }

        File.WriteAllLines(_folder.At(name), lines);
        return _folder.At(name);
    }

    private string Trained(ModelKind kind)
    {
        string run = _folder.At(kind.Name), data = kind.Data switch
        {
            DataNeed.Table => Relation("table.csv", 60),
            DataNeed.Text => Verse(),
            _ => "letters",
        };
        List<string> options = ["train", kind.Name, "--data", data, "--no-figures", "--quiet", "--output", run];
        if (data == "letters")
            options.AddRange(["--examples", "60"]);
        foreach (Harmonium.Runs.Settings.Setting setting in kind.Settings.All.Where(setting => setting.LocalName == "epochs"))
            options.AddRange(setting.Stage.Length > 0 ? ["--stage", $"{setting.Name}=1"] : ["--epochs", "1"]);
        if (kind.Name == "stack")
            options.RemoveRange(options.IndexOf("--stage"), options.Count - options.IndexOf("--stage"));
        Session session = Session.RunWith(_kinds, kind.Name == "stack" ? [.. options, "--epochs", "1"] : options);
        Assert.True(session.ExitCode == 0, session.Error);
        return run;
    }

    private string Verse()
    {
        File.WriteAllText(_folder.At("verse.txt"), string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog.\n", 100)));
        return _folder.At("verse.txt");
    }
}
