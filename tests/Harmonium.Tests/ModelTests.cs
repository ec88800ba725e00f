using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Errors;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Runs.Settings;
using Harmonium.Sampling;
using Harmonium.Storage.TensorFiles;
using Harmonium.Tests.Storage;

namespace Harmonium.Tests;

/// <summary>The classes that users train and apply.</summary>
public sealed class ModelTests
{
    private static readonly float[,] _rows = Patterns(60);
    private static readonly Dataset _labeled = Datasets.From(_rows, [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "even" : "odd")]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RbmSettings Few => new() { Hidden = 5, Epochs = 3, Batch = 10, LearningRate = 0.1 };

    private sealed record Person(double Height, int? Children, string? City, bool Smokes);

    [Fact]
    public void An_rbm_is_trained_applied_saved_and_loaded()
    {
        using TemporaryFolder folder = new();
        Rbm rbm = Rbm.Train(_rows, Few, cancel: Token);
        float[,] features = rbm.Transform(_rows), reconstructed = rbm.Reconstruct(_rows), samples = rbm.Sample(7, sweeps: 5);
        Assert.Equal((60, 5), (features.GetLength(0), features.GetLength(1)));
        Assert.All(features.Cast<float>(), p => Assert.InRange(p, 0, 1));
        Assert.All(reconstructed.Cast<float>(), p => Assert.InRange(p, 0, 1));
        Assert.Equal(7 * 8, samples.Cast<float>().Count(x => x is 0 or 1));
        string path = folder.At("rbm.safetensors");
        rbm.Save(path);
        foreach (Model loaded in (Model[])[Rbm.Load(path), Model.Load(path)])
        {
            Assert.IsType<Rbm>(loaded);
            Assert.Equal(features, loaded.Transform(_rows));
            Assert.Equal(rbm.Score(_rows), loaded.Score(_rows));
        }

        Assert.Equal((5, 3, 0.1), (Rbm.Load(path).Settings.Hidden, Rbm.Load(path).Settings.Epochs, Rbm.Load(path).Settings.LearningRate));
        Assert.Contains("kind rbm", Assert.Throws<ModelFileException>(() => Mlp.Load(path)).Message);
    }

    [Fact]
    public void Free_energies_and_the_exact_likelihood_agree()
    {
        Rbm rbm = Rbm.Train(_rows, Few, cancel: Token);
        float[,] all = new float[256, 8];
        for (int i = 0; i < all.Length; i++)
            all[i / 8, i % 8] = (i / 8 >> (i % 8)) & 1;
        // Σ over all states of exp(−F) is Z, so that exact log p of the training rows follows from free energies alone.
        double logZ = Math.Log(rbm.Score(all).Sum(f => Math.Exp(-f)));
        double expected = rbm.Score(_rows).Average(f => -f - logZ);
        Likelihood likelihood = rbm.LogLikelihood(_rows, _rows, cancel: Token);
        Assert.Equal(expected, likelihood.Exact!.Value, 1e-4);
        Assert.True(likelihood.Converged);
        Assert.NotNull(likelihood.Baseline);
        Assert.Matches(@"^-\d+\.\d\d ± \d\.\d\d nats per example \(exact, binarization: sampled, 60 examples\)$", likelihood.ToString());
    }

    [Fact]
    public void Missing_values_are_filled_in_and_known_ones_kept()
    {
        Rbm rbm = Rbm.Train(_rows, Few with { Epochs = 60 }, cancel: Token);
        float[,] given = { { 1, 1, 1, 1, float.NaN, 0, 0, float.NaN }, { 0, 0, 0, 0, 1, 1, 1, 1 }, { 0, float.NaN, 0, 0, 1, 1, 1, 1 } };
        float[,] filled = rbm.Complete(given);
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 8; column++)
                Assert.True(float.IsNaN(given[row, column]) ? filled[row, column] is >= 0 and <= 1 : filled[row, column] == given[row, column]);
        }

        Assert.InRange(filled[0, 4], 0, 0.3f);
        Assert.InRange(filled[2, 1], 0, 0.3f);
    }

    [Fact]
    public void Completions_come_with_standard_deviations_and_draws()
    {
        Rbm rbm = Rbm.Train(_rows, Few with { Epochs = 60 }, cancel: Token);
        float[,] given = { { 1, 1, 1, 1, float.NaN, 0, 0, float.NaN }, { 0, 0, 0, 0, 1, 1, 1, 1 } };
        CompletedRows completed = rbm.CompleteWithDraws(given, draws: 3);
        Assert.Equal(rbm.Complete(given), completed.Means);
        float mean = completed.Means[0, 4];
        Assert.Equal(Math.Sqrt(mean * (1 - mean)), completed.StandardDeviations[0, 4], 1e-3);
        Assert.Equal((0f, 0f), (completed.StandardDeviations[0, 0], completed.StandardDeviations[1, 7]));
        Assert.Equal(3, completed.Draws.Count);
        Assert.All(completed.Draws, draw => Assert.True(draw[0, 4] is 0 or 1 && draw[0, 0] == 1 && draw[1, 7] == 1));
    }

    [Fact]
    public void The_column_that_was_changed_contributes_most_and_the_row_is_above_the_threshold()
    {
        Rbm rbm = Rbm.Train(_rows, Few with { Epochs = 200 }, cancel: Token);
        float[,] changed = { { 1, 1, 1, 1, 0, 0, 1, 0 }, { 0, 0, 1, 0, 1, 1, 1, 1 } };
        double[,] contributions = rbm.Contributions(changed);
        foreach ((int row, int column) in ((int, int)[])[(0, 6), (1, 2)])
            Assert.Equal(column, Enumerable.Range(0, 8).MaxBy(i => contributions[row, i]));
        double threshold = rbm.ScoreThreshold(_rows, 0.5);
        Assert.Equal(30, rbm.Score(_rows).Count(score => score > threshold), 15.0);
        Assert.All(rbm.Score(changed), score => Assert.True(score > threshold));
        Assert.Throws<ArgumentOutOfRangeException>(() => rbm.ScoreThreshold(_rows, 1.5));
        float[,] reconstructed = rbm.Reconstruct(changed);
        Assert.Equal(Enumerable.Range(0, 8).Sum(i => Math.Pow(changed[1, i] - reconstructed[1, i], 2)), rbm.ReconstructionErrors(changed)[1], 1e-5);
        Mlp network = Mlp.Train(_labeled, new() { Hidden = "3", Epochs = 1 }, cancel: Token);
        Assert.Contains("these kinds do: rbm", Assert.Throws<NotSupportedException>(() => network.Score(_rows)).Message);
    }

    [Fact]
    public void Tables_have_features_scores_and_likelihoods_and_other_columns_are_refused()
    {
        Table people = PeopleTable.Draw(200, 1);
        TableRbm model = TableRbm.Train(people, new() { Hidden = 8, Epochs = 20 }, cancel: Token);
        Table holes = people.WithMissing(0.2, 1);
        Assert.Equal((200, 8), (model.Transform(holes).GetLength(0), model.Transform(holes).GetLength(1)));
        Likelihood likelihood = model.LogLikelihood(people, people, cancel: Token);
        Assert.True(likelihood.Exact > likelihood.Baseline);
        // log p = −F − log Z with the same log Z for all rows.
        double[] scores = model.Score(people);
        double logZ = -likelihood.Exact!.Value - scores.Average();
        Assert.Equal(-model.Score(people.Take([0, 1, 2])).Average() - logZ, model.LogLikelihood(people.Take([0, 1, 2]), cancel: Token).Exact!.Value, 1e-3);
        double[,] contributions = model.Contributions(holes);
        Assert.Equal(holes.Missing, contributions.Cast<double>().Count(double.IsNaN));
        Assert.Contains("differ from those of the model", Assert.Throws<ArgumentException>(() => model.Score(CurveTable.Draw(5, 1))).Message);
    }

    [Fact]
    public void Rows_come_from_arrays_lists_and_memory()
    {
        Rbm rbm = Rbm.Train(_rows, Few, cancel: Token);
        float[][] jagged = [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 8).Select(j => _rows[i, j]).ToArray())];
        float[] flat = [.. _rows.Cast<float>()];
        double[] expected = rbm.Score(_rows);
        Assert.Equal(expected, rbm.Score(jagged));
        Assert.Equal(expected, rbm.Score(jagged.ToList()));
        Assert.Equal(expected, rbm.Score(Rows.From(flat, 8)));
        Assert.Equal(expected, rbm.Score(_labeled));
        Assert.Equal(rbm.Transform(_rows), Rbm.Train(jagged, Few, cancel: Token).Transform(_rows));
    }

    [Fact]
    public void A_classifier_names_its_classes()
    {
        ClassifierRbm model = ClassifierRbm.Train(_labeled, new() { Hidden = 6, Epochs = 60, Batch = 10 }, cancel: Token);
        Assert.Equal(["even", "odd"], model.ClassNames!);
        int[] predicted = model.Predict(_rows);
        float[,] probabilities = model.PredictProbability(_rows);
        Assert.Equal(0, predicted[0]);
        Assert.Equal(1, predicted[1]);
        for (int row = 0; row < 60; row++)
            Assert.Equal(1, probabilities[row, 0] + probabilities[row, 1], 1e-5);
        Mlp network = Mlp.Train(_labeled, new() { Hidden = "6", Epochs = 60, Batch = 10 }, cancel: Token);
        Assert.Equal(predicted, network.Predict(_rows));
        Stack stack = Stack.Train(_labeled, new() { Hidden = "6,4", FineTune = true, Epochs = 60 }, cancel: Token);
        Assert.Equal(predicted, stack.Predict(_rows));
    }

    [Fact]
    public void Records_are_a_table_whose_missing_cells_are_filled_in()
    {
        Person[] people = [.. Enumerable.Range(0, 80).Select(i => new Person(160 + (20 * (i % 2)), i % 7 == 0 ? null : i % 3, i % 5 == 0 ? null
            : i % 2 == 0 ? "Bath" : "York", i % 4 == 0))];
        Table table = Datasets.Table(people);
        Assert.Equal([ColumnKind.Real, ColumnKind.Count, ColumnKind.Categorical, ColumnKind.YesNo], table.Schema.Columns.Select(column => column.Kind));
        Assert.False(table.IsKnown(0, 1));
        TableRbm model = TableRbm.Train(table, new() { Hidden = 8, Epochs = 60 }, cancel: Token);
        TableCompletion completion = model.Complete(table, cancel: Token);
        Assert.Equal(table.Missing, completion.Cells.Count());
        // Row 10 is even and has no city: those of its height live in Bath.
        Assert.Equal(0, completion.Value(10, 2));
        Assert.Equal(1, completion.Value(15, 2));
        Table one = Datasets.Table([new Person(180, null, null, false)], model.Schema);
        Assert.Equal("York", model.Schema.Columns[2].Values[(int)model.Complete(one, cancel: Token).Value(0, 2)]);
        Assert.Contains("which has the words Bath, York", Assert.Throws<ArgumentException>(
            () => Datasets.Table([new Person(180, null, "Rome", false)], model.Schema)).Message);
    }

    [Fact]
    public void A_group_of_settings_keeps_the_learning_rate_of_its_kind()
    {
        Assert.Equal(0.002, new MlpSettings { Optimizer = new() { L2 = 1e-4 } }.LearningRate);
        MlpSettings settings = new() { L2 = 1e-4, Patience = 3, Momentum = 0.5 };
        Assert.Equal((OptimizerKind.Adam, 1e-4, 3, 0.5, 0.002),
            (settings.Optimizer.Optimizer, settings.Optimizer.L2, settings.Schedule.Patience!.Value, settings.Optimizer.Momentum, settings.LearningRate!.Value));
        Mlp.Train(_labeled, new() { Hidden = "3", Epochs = 1, Optimizer = new() { L2 = 1e-4 } }, cancel: Token);
    }

    [Fact]
    public void A_hopfield_network_recalls_and_a_text_is_continued()
    {
        float[,] stored = { { 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0 }, { 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0 } };
        Hopfield network = Hopfield.Train(stored, cancel: Token);
        float[,] probe = (float[,])stored.Clone();
        probe[0, 0] = 0;
        Assert.Equal(stored, network.Recall(probe));
        string text = string.Concat(Enumerable.Repeat("abcabcabc", 100));
        TextModel model = TextModel.Train(text, new() { Units = 8, Epochs = 30, Batch = 5, Window = 10 }, cancel: Token);
        Assert.True(model.Evaluate(text).BitsPerCharacter < 0.5);
        Assert.Equal("abcabc", model.Generate("abc", 3, temperature: 0)[..6]);
    }

    [Fact]
    public async Task Training_reports_progress_and_is_canceled()
    {
        List<TrainingProgress> seen = [];
        Rbm rbm = await Rbm.TrainAsync(_rows, Few, progress: new Collector(seen), cancel: Token);
        Assert.Equal([1, 2, 3], seen.Select(progress => progress.Epoch));
        Assert.Equal(("training", 3, 18L), (seen[^1].Stage, seen[^1].Epochs, seen[^1].Step));
        Assert.Contains("reconstructionError", seen[^1].Metrics.Keys);
        Assert.Equal(rbm.Score(_rows), Rbm.Train(_rows, Few, cancel: Token).Score(_rows));
        using CancellationTokenSource cancel = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Rbm.TrainAsync(_rows, Few with { Epochs = 1_000_000 }, progress: new Canceler(cancel), cancel: cancel.Token));
    }

    [Fact]
    public void A_model_is_applied_from_many_threads_at_once()
    {
        Rbm rbm = Rbm.Train(_rows, Few, cancel: Token);
        double[] scores = rbm.Score(_rows);
        float[,] features = rbm.Transform(_rows), samples = rbm.Sample(4, 20), filled = rbm.Complete(Holes());
        Mlp network = Mlp.Train(_labeled, new() { Hidden = "6", Epochs = 3 }, cancel: Token);
        float[,] probabilities = network.PredictProbability(_rows);
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, _ =>
        {
            Assert.Equal(scores, rbm.Score(_rows));
            Assert.Equal(features, rbm.Transform(_rows));
            Assert.Equal(samples, rbm.Sample(4, 20));
            Assert.Equal(filled, rbm.Complete(Holes()));
            Assert.Equal(probabilities, network.PredictProbability(_rows));
        });

        static float[,] Holes()
        {
            float[,] rows = Patterns(6);
            rows[1, 2] = rows[3, 4] = float.NaN;
            return rows;
        }
    }

    [Fact]
    public void Wrong_input_is_refused_with_what_was_found_and_what_is_needed()
    {
        Rbm rbm = Rbm.Train(_rows, Few, cancel: Token);
        Says("The rows have 3 values; the model takes 8", () => rbm.Transform(new float[2, 3]));
        float[,] hole = Patterns(2);
        hole[1, 3] = float.NaN;
        Says("Row 1, column 3 (from 0) is NaN; values must be finite numbers. Complete fills in missing values", () => rbm.Score(hole));
        float[,] pixels = Patterns(2);
        pixels[1, 2] = 255;
        Says("Row 1, column 2 (from 0) is 255; Bernoulli units need values from 0 to 1", () => rbm.Transform(pixels));
        hole[1, 3] = float.PositiveInfinity;
        Says("Row 1, column 3", () => rbm.Complete(hole));
        Says("Row 1 has 2 values; row 0 has 3", () => rbm.Score((float[][])[[1, 0, 1], [1, 0]]));
        Says("Row 1 is null", () => rbm.Score((float[][])[[1, 0, 1], null!]));
        Says("7 values do not form whole rows of 8", () => Rows.From(new float[7], 8));
        Says("at least one of each", () => rbm.Score(new float[0, 8]));
        Says("60 examples need 60 labels; there are 2", () => Datasets.From(_rows, [0, 1]));
        Says("A label must be at least 0", () => Datasets.From(_rows, [.. Enumerable.Repeat(-1, 60)]));
        Assert.Contains("these kinds do: classifier-rbm", Assert.Throws<NotSupportedException>(() => rbm.Predict(_rows)).Message
            .Replace("stack, dbn, ", "", StringComparison.Ordinal));
        Assert.Contains("has no labels", Assert.Throws<DataFileException>(() => Mlp.Train(_rows, cancel: Token)).Message);
        Assert.Contains("above 0", Assert.Throws<ConfigurationException>(() => Rbm.Train(_rows, new() { LearningRate = 0 }, cancel: Token)).Message);
        Stack stack = Stack.Train(_rows, new() { Hidden = "4", Epochs = 1 }, cancel: Token);
        Assert.Contains("`fineTune`", Assert.Throws<NotSupportedException>(() => stack.Predict(_rows)).Message);

        static void Says(string words, Action act) => Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(act).Message);
    }

    /// <summary>Rows of two kinds, noisy versions of 11110000 and 00001111.</summary>
    private static float[,] Patterns(int count)
    {
        float[,] rows = new float[count, 8];
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < 8; column++)
                rows[row, column] = (column < 4 == (row % 2 == 0)) ^ ((row * 7) + (column * 5)) % 23 == 0 ? 1 : 0;
        }

        return rows;
    }

    private sealed class Collector(List<TrainingProgress> into) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => into.Add(value);
    }

    private sealed class Canceler(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => source.Cancel();
    }
}
