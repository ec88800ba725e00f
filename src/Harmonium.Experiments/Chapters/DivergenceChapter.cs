using Harmonium.Data;
using Harmonium.Figures;
using Harmonium.Numerics;

namespace Harmonium.Experiments.Chapters;

/// <summary>Contrastive divergence and its kin against the exact gradient: one start, one seed, the exact likelihood of each on one chart.</summary>
public sealed class DivergenceChapter : Chapter
{
    private const int Hidden = 10;
    private const int Examples = 5000;

    /// <inheritdoc/>
    public override string Id => "divergence";

    /// <inheritdoc/>
    public override string Title => "Contrastive divergence";

    /// <inheritdoc/>
    public override string Summary => "Five ways to make the negative phase, from one start and one seed, on a machine small enough to know its likelihood exactly.";

    /// <inheritdoc/>
    public override ExperimentOutcome Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Dataset train = context.Open("letters").Train.Shuffled(context.Seed).Range(0, Examples);
        Dataset fixedTrain = Binariser.Fix(train, Binarisation.Threshold, context.Seed);
        States data = States.From(fixedTrain.Examples.Rows([.. Enumerable.Range(0, fixedTrain.Count)]).To(context.Device));
        (string Name, string Id, OffsetKind Offsets, Func<Rbm, ulong, GradientEstimator> Estimator)[] ways =
        [
            ("CD-1, plain", "cd1Plain", OffsetKind.None, (rbm, _) => new ContrastiveDivergence(rbm.Machine)),
            ("CD-1, centred", "cd1", OffsetKind.Centred, (rbm, _) => new ContrastiveDivergence(rbm.Machine)),
            ("CD-10, centred", "cd10", OffsetKind.Centred, (rbm, _) => new ContrastiveDivergence(rbm.Machine, 10)),
            ("PCD-1, centred", "pcd1", OffsetKind.Centred, (rbm, seed) => new PersistentContrastiveDivergence(rbm.Machine, seed)),
            ("exact, centred", "exact", OffsetKind.Centred, (rbm, _) => new ExactGradient(rbm)),
        ];
        List<Series> curves = [];
        List<Measurement> measurements = [];
        List<ReportFigure> dreams = [];
        Tensor starts = train.Examples.Rows([.. Enumerable.Range(0, 4)]);
        foreach ((string name, string id, OffsetKind offsets, Func<Rbm, ulong, GradientEstimator> estimator) in ways)
        {
            RbmTrial trial = new()
            {
                Hidden = Hidden,
                Epochs = context.Full ? 100 : 15,
                Binarisation = Binarisation.Threshold,
                Learning = new EnergyLearningOptions { LearningRate = 0.05, Offsets = offsets },
                Estimator = estimator,
            };
            Rbm rbm = trial.Start(train, context);
            List<double> epochs = [0], likelihoods = [Exact(rbm, data)];
            trial.Train(rbm, train, context, name, new EpochAction(epoch =>
            {
                epochs.Add(epoch);
                likelihoods.Add(Exact(rbm, data));
            }));
            curves.Add(new Series(name, epochs, likelihoods));
            measurements.Add(new Measurement(id, $"{name}: mean log-likelihood after {trial.Epochs} epochs, exact", likelihoods[^1], "nats") { Binarise = Binarisation.Threshold });
            dreams.Add(new ReportFigure(
                ReportPicture.Of(new RbmPictures(rbm, train.Shape).Fantasies(starts, [0, 1, 10, 100, 1000], context.Seed)), name, $"Four chains of a machine learnt by {name}."));
        }

        Report report = new(Title,
        [
            new ReportSection("Two phases",
            [
                new Formula("∂ log p(v) / ∂W = M[v h] under the data − M[v h] under the model"),
                new Paragraph($"The first mean is easy. The second needs samples of the model: *contrastive divergence* takes k Gibbs sweeps from the data, *persistent* chains are never started again, and with {Hidden} hidden units all 2^{Hidden} hidden states can simply be summed."),
                new ReportFigure(
                    ReportPicture.Of(new Curves(curves, new ChartOptions { Title = "One start, one seed", XLabel = "epoch", YLabel = "mean log-likelihood, nats" })),
                    $"Exact mean log-likelihood of {Examples:N0} letters, threshold, {train.Examples.Columns} visible and {Hidden} hidden units.",
                    "Curves of the likelihood over epochs for five estimators."),
            ]),
            new ReportSection("Where the chains go", [new Paragraph("Four chains of each machine, started at letters. A machine learnt by CD-1 has only ever been told what happens one sweep away from the data."), new FigureRow(dreams)]),
            new ReportSection("Figures", [new MeasuredTable("After the last epoch", [.. measurements.Select(m => m.ToRow())])]),
        ])
        { Summary = [Summary] };
        return new ExperimentOutcome(measurements, report);
    }

    private static double Exact(Rbm rbm, States data) => -rbm.FreeEnergy(data).Average() - ExactPartition.Of(rbm.Machine).LogPartition;
}
