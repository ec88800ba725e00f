using Harmonium.Data;
using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Reports;
using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Experiments.Tests.Definitions;

/// <summary>A recipe of two small RBMs.</summary>
/// <param name="epochs">The number of epochs of each training.</param>
/// <param name="dataSeed">The seed of the examples.</param>
/// <param name="afterEpoch">Receives the name of the run and the epoch.</param>
/// <param name="measuring">Receives the same before the metrics are computed.</param>
internal sealed class TwoMachines(int epochs = 5, ulong dataSeed = 1, Action<string, int>? afterEpoch = null, Action<string, int>? measuring = null) : Recipe
{
    public override string Id => "two-machines";

    public override string Title => "Two machines";

    public override string Summary => "Two RBMs of four hidden units.";

    /// <summary>Gets the metrics of the second RBM as the recipe received them.</summary>
    internal double[] Curve { get; private set; } = [];

    public override ExperimentOutcome Run(ExperimentContext context)
    {
        List<Measurement> measurements = [];
        foreach (string name in (string[])["first", "second"])
        {
            RbmSettings settings = new() { Seed = context.Seed, Hidden = 4, Schedule = new() { Epochs = epochs, Batch = 10 } };
            Trained<RbmModel> trained = context.Train<RbmModel>(
                name, settings, TrainingData.Of(new DataSplits(Examples(), null, null)),
                _ => [new EpochAction(epoch => afterEpoch?.Invoke(name, epoch))],
                model => [new Metric("largestWeight", epoch =>
                {
                    measuring?.Invoke(name, epoch);
                    return model.Rbm.Weights.LargestMagnitude();
                })]);
            measurements.Add(new Measurement(name, name, trained.Model.Rbm.Weights.LargestMagnitude(), ""));
            Curve = trained.Curve("largestWeight");
        }

        return new ExperimentOutcome(measurements, new Report(Title, []));
    }

    private Dataset Examples()
    {
        Tensor examples = Tensor.Zeros(40, 6);
        RandomStream.For(dataSeed, Purpose.General).FillUniform(examples);
        return new Dataset("noise", new FloatExamples(examples), ItemShape.Vector(6));
    }
}
