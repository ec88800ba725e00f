using Harmonium.Data;
using Harmonium.Data.Preprocessing;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Annealing;
using Harmonium.Evaluation.Monitors;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Pictures;
using Harmonium.Experiments.Reports;
using Harmonium.Experiments.Reports.Blocks;
using Harmonium.Figures.Images;
using Harmonium.Learning.EnergyModels;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;
using Harmonium.Runs.Settings;

namespace Harmonium.Experiments.Studies;

/// <summary>Gaussian–Bernoulli RBMs on whitened patches of photographs, and on faces.</summary>
internal static class GaussianImages
{
    private const int Side = 14;
    private const int Hidden = 196;
    // The ε of the whitening that Coates, Ng and Lee use for contrast-normalized patches.
    private const double Regularization = 0.1;

    // The number of photographs for choosing the decay.
    private const int Chosen = 8;
    internal const double DefaultDecay = 0.0003;

    /// <summary>Trains an RBM on patches of photographs.</summary>
    /// <param name="count">The number of patches.</param>
    /// <param name="epochs">The number of epochs.</param>
    /// <param name="decays">The candidate weight decays. The choice uses photographs outside the training and test sets.</param>
    /// <param name="ladder">The annealing ladder for log Z.</param>
    /// <param name="context">The seed, device and data of the experiment.</param>
    internal static (IReadOnlyList<Measurement> Measurements, ReportSection Section, Dataset Whitened) Patches(int count, int epochs,
        IReadOnlyList<double> decays, AnnealingLadder ladder, ExperimentContext context)
    {
        DataSplits photographs = context.Open("natural-images");
        List<(double Decay, double LogLikelihood)> tried = [];
        if (decays.Count > 1)
        {
            Dataset others = photographs.Train.Range(0, photographs.Train.Count - Chosen),
                choosing = photographs.Train.Range(photographs.Train.Count - Chosen, Chosen);
            foreach (double each in decays)
                tried.Add((each, Learn($"choosing-{each:0.####}", others, choosing, count, epochs, each, ladder, context).Ais));
        }

        double decay = tried.Count == 0 ? decays[0] : tried.MaxBy(one => one.LogLikelihood).Decay;
        PatchMachine learned = Learn("patches", photographs.Train, photographs.Test!, count, epochs, decay, ladder, context);
        (RestrictedBoltzmannMachine rbm, RbmEvaluation evaluation, Whitening whitening, Dataset train) =
            (learned.Rbm, learned.Evaluation, learned.Whitening, learned.Train);
        Measurement[] measurements =
        [
            new("patchLogLikelihood", "Whitened patches: test log-likelihood by AIS", learned.Ais, "nats") { Met = learned.Ais > evaluation.Baseline },
            new("patchLogLikelihoodReverse", "The same by reverse AIS", learned.ReverseAis, "nats") { Met = Math.Abs(learned.Ais - learned.ReverseAis) <= 0.5 },
            new("patchBaseline", "Log-likelihood under independent Gaussian pixels", evaluation.Baseline!.Value, "nats"),
            .. tried.Select(one => new Measurement($"choosing{one.Decay:0.####}".Replace(".", ""),
                $"{Chosen} validation photographs, decay {one.Decay}: log-likelihood by AIS{(one.Decay == decay ? ", chosen" : "")}",
                one.LogLikelihood, "nats")),
        ];
        RbmPictures pictures = new(rbm, train.Shape);
        return (measurements, new ReportSection("Patches",
        [
            new Paragraph($"The training set has {train.Count:N0} patches of {Side} × {Side} pixels from 40 photographs. The test set has " +
                $"{evaluation.Count:N0} patches from 10 other photographs. Patches are normalized to the same contrast and then whitened (ZCA)."),
            new ReportFigure(ReportPicture.Of(Tiles(pictures.AsImages(whitening.Undo(rbm.Weights.Transpose().Contiguous())))),
                "The contribution of each hidden unit to a patch: its weights with the whitening undone.",
                "Filters of hidden units: oriented edges and waves."),
            new ReportFigure(ReportPicture.Of(Tiles(pictures.Filters(Hidden))), "The same weights on whitened pixels.",
                "Filters on whitened pixels."),
            new MeasuredTable($"Log-likelihood, log Z by {evaluation.LogPartition.Runs} runs on the ladder {evaluation.LogPartition.Ladder}",
                [.. measurements.Select(m => m.ToRow())]),
        ]), train);
    }

    /// <summary>Trains an RBM on faces, and reconstructs faces of people outside the training set.</summary>
    internal static (IReadOnlyList<Measurement> Measurements, ReportSection Section) Faces(int epochs, ExperimentContext context)
    {
        DataSplits faces = context.Open("olivetti-faces");
        (Tensor mean, Tensor deviation) = Moments(faces.Train);
        Dataset train = Standardize(faces.Train, mean, deviation), test = Standardize(faces.Test!, mean, deviation);
        RbmSettings settings = new()
        {
            Seed = context.Seed,
            Hidden = 300,
            Visible = "gaussian",
            Variance = VarianceKind.Fixed,
            Schedule = new() { Epochs = epochs, Batch = 50, CheckpointEvery = 50 },
            Optimizer = new() { LearningRate = 0.001, LearningRateSchedule = LearningRateSchedule.Exponential, FinalLearningRate = 0.0001, Momentum = 0.9 },
            Energy = new() { Method = "cd", WeightScale = 0.005 },
        };
        RestrictedBoltzmannMachine rbm = context.Train<RbmModel>("faces", settings, TrainingData.Of(new DataSplits(train, null, test))).Model.Rbm;
        int[] shown = [.. Enumerable.Range(0, 10).Select(person => person * test.Count / 10)];
        Tensor originals = faces.Test!.Examples.Rows(shown), standard = test.Examples.Rows(shown).To(context.Device);
        Tensor made = rbm.Reconstruct(States.Dense(standard)).Contiguous();
        for (int row = 0; row < made.Rows; row++)
        {
            Span<float> pixels = made.Row(row);
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = Math.Clamp((pixels[i] * deviation[i]) + mean[i], 0, 1);
        }

        double pixel = ReconstructionError.Of(rbm, new VisibleData(test)).Squared / test.Examples.Columns,
            ofMean = test.Examples.Rows([.. Enumerable.Range(0, test.Count)]).SumOfSquares() / test.Count / test.Examples.Columns;
        Measurement[] measurements =
        [
            new("faceError", "Faces of unseen people: squared reconstruction error per pixel, in units of the pixel variance", pixel,
                "") { Met = pixel < 0.5 * ofMean },
            new("faceErrorOfMean", "The same for the mean face", ofMean, ""),
        ];
        RbmPictures pictures = new(rbm, faces.Train.Shape);
        return (measurements, new ReportSection("Faces",
        [
            new ReportFigure(ReportPicture.Of(new ImageStrips([new("original", pictures.AsImages(originals)),
                new("reconstruction", pictures.AsImages(made))], new SheetOptions { PixelSize = 1, Shading = new PixelShading { LightOnDark = true } })),
                "Faces of ten people outside the training set, with their reconstructions below.",
                "Ten faces with blurred reconstructions below."),
            new ReportFigure(ReportPicture.Of(pictures.FilterTiles(30, 10)), "The filters of thirty hidden units.", "Face-like filters."),
            new MeasuredTable("Reconstruction", [.. measurements.Select(m => m.ToRow())]),
        ]));
    }

    private static PatchMachine Learn(
        string name, Dataset photographs, Dataset judges, int count, int epochs, double decay, AnnealingLadder ladder, ExperimentContext context)
    {
        Dataset train = ImagePatches.Draw(photographs, Side, count, context.Seed), test = ImagePatches.Draw(judges, Side, count / 4, context.Seed + 1);
        (train, test) = (ContrastNormalization.Apply(train), ContrastNormalization.Apply(test));
        Whitening whitening = Whitening.Of(train, Regularization);
        (train, test) = (whitening.Apply(train), whitening.Apply(test));
        TrainingData patches = TrainingData.Of(new DataSplits(train, null, test));
        RestrictedBoltzmannMachine rbm = context.Train<RbmModel>(name, PatchSettings(context.Seed, epochs, decay), patches).Model.Rbm;
        RbmEvaluation evaluation = RbmEvaluation.Of(
            rbm,
            new VisibleData(test, Binarization.None, context.Seed),
            new VisibleData(train, Binarization.None, context.Seed),
            new EvaluationOptions { Seed = context.Seed, Annealing = new AnnealingOptions { Seed = context.Seed, Ladder = ladder } },
            new Progress<double>(share => context.Report("annealing", share)),
            context.Cancel);
        return new PatchMachine(rbm, evaluation, whitening, train);
    }

    /// <summary>The settings for training on patches.</summary>
    internal static RbmSettings PatchSettings(ulong seed, int epochs, double decay = DefaultDecay) => new()
    {
        Seed = seed,
        Hidden = Hidden,
        Visible = "gaussian",
        HiddenBias = -3,
        Schedule = new() { Epochs = epochs, CheckpointEvery = 10, Batch = 100 },
        Optimizer = new()
        {
            LearningRate = 0.2,
            LearningRateSchedule = LearningRateSchedule.Exponential,
            FinalLearningRate = 0.002,
            Momentum = 0.9,
            L2 = decay,
            AverageFrom = 0.9,
        },
        Energy = new() { Method = "cd", Offsets = OffsetKind.None, SparsityTarget = 0.02, SparsityCost = 1 },
    };

    private static ImageTiles Tiles(Tensor filters) => new(filters, new SheetOptions { Shading = new WeightShading(), PixelSize = 2 }, 28);

    private static (Tensor Mean, Tensor Deviation) Moments(Dataset data)
    {
        (Tensor mean, Tensor variance, _, _) = new VisibleData(data).Moments();
        foreach (ref float x in variance.AsSpan())
            x = MathF.Sqrt(x);
        return (mean, variance);
    }

    private static Dataset Standardize(Dataset data, Tensor mean, Tensor deviation)
    {
        Tensor values = data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);
        for (int row = 0; row < values.Rows; row++)
        {
            Span<float> pixels = values.Row(row);
            for (int i = 0; i < pixels.Length; i++)
                pixels[i] = (pixels[i] - mean[i]) / deviation[i];
        }

        return new Dataset($"standardized {data.Name}", new FloatExamples(values), data.Shape) { Origin = data.Origin };
    }

    private sealed record PatchMachine(RestrictedBoltzmannMachine Rbm, RbmEvaluation Evaluation, Whitening Whitening, Dataset Train)
    {
        internal double Ais => FreeEnergyPart - Evaluation.LogPartition.Ais!.Mean;

        internal double ReverseAis => FreeEnergyPart - Evaluation.LogPartition.ReverseAis!.Mean;

        private double FreeEnergyPart => Evaluation.TestLogLikelihood.High + Evaluation.LogPartition.Low;
    }
}
