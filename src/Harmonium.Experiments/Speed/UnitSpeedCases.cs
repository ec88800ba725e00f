using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Experiments.Speed;

/// <summary>Training of machines whose visible units are of other kinds than Bernoulli, on examples drawn from independent units.</summary>
internal static class UnitSpeedCases
{
    private const int Hidden = 500;
    private const int Batch = 100;
    private const int Examples = 6_000;
    private const int Steps = 600;

    internal static IReadOnlyList<SpeedCase> All { get; } =
    [
        Training("gaussian", 784, device => new Gaussian(Tensor.Zeros(device, 784))),
        Training("spin", 784, device => new Spin(Tensor.Zeros(device, 784))),
        Training("categorical", 2000, device => new Categorical(Tensor.Zeros(device, 2000), 20)),
        Training("multinomial", 2000, device => new Multinomial(Tensor.Zeros(device, 2000), 100)),
    ];

    private static SpeedCase Training(string kind, int visible, Func<Device, Units> create) =>
        new($"{kind}-cd1-{visible}x{Hidden}-b{Batch}", $"CD-1 epoch of 60,000 examples of {kind} units, batch {Batch}", device =>
        {
            Rbm rbm = new(create(device), new Bernoulli(Tensor.Zeros(device, Hidden)));
            RandomStream random = RandomStream.For(1, Purpose.General);
            random.FillNormal(rbm.Weights, 0, 0.01f);
            rbm.Coupling.Changed();
            Tensor drawn = Tensor.Zeros(Examples, visible);
            rbm.Visible.Units.Sample(Tensor.Zeros(device, Examples, visible), random.At(1)).AsTensor().CopyTo(drawn);
            Dataset data = new(kind, new FloatExamples(drawn), ItemShape.Vector(visible));
            EnergyLearner learner = new(
                new ContrastiveDivergence(rbm.Machine), new MomentumOptimiser(), new ExampleSource(data, Batch, 1, Binarisation.None, device),
                new EnergyLearningOptions { LearningRate = 1e-4, Offsets = OffsetKind.None }, 1);
            long step = 0;
            return new SpeedWork(5 * 2.0 * Batch * visible * Hidden * Steps, () =>
            {
                for (int i = 0; i < Steps; i++, step++)
                    learner.Step(new TrainingTime(step, (double)step / learner.StepsPerEpoch, 1));
            });
        });
}
