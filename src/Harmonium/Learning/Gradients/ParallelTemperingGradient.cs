using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Learning.Gradients;

/// <summary>
/// Stochastic maximum likelihood with tempered chains (Desjardins et al. 2010; Cho, Raiko, Ilin 2010). The model statistics come from
/// the chains at β = 1 of <see cref="ParallelTempering"/>, which cross between modes through the higher temperatures. At β = 0 the units are
/// independent. Visible means are those of the visible biases when the estimator was created, which fit the data; hidden means are a moving average
/// of the hidden means under the data. This makes the distribution at β = 0 as close to the model as independent units can be.
/// </summary>
public sealed class ParallelTemperingGradient : GradientEstimator
{
    // As slow as the update of the offsets of the centered gradient.
    private const float BaseRate = 0.01f;
    private readonly ParallelTempering _tempering;
    private readonly int _sweeps;

    /// <summary>Creates an estimator for a model with visible biases that fit the data.</summary>
    /// <param name="machine">The model.</param>
    /// <param name="seed">The seed of the initial chains.</param>
    /// <param name="chains">The number of chains per temperature, at least 1.</param>
    /// <param name="sweeps">The number of sweeps per step, swaps included, at least 1.</param>
    /// <param name="options">The temperatures; defaults if null.</param>
    /// <exception cref="ArgumentException">The layers do not form two sides, or an option is out of range.</exception>
    public ParallelTemperingGradient(BoltzmannMachine machine, ulong seed, int chains = 100, int sweeps = 1, TemperingOptions? options = null)
        : base(machine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sweeps, 1);
        _sweeps = sweeps;
        _tempering = new ParallelTempering(machine, chains, options, machine.Layers
            .Where(layer => layer.Units.Parameters.Any(parameter => parameter.Name == "bias"))
            .ToDictionary(layer => layer, layer =>
                layer.Units.Mean(Tensor.Zeros(layer.Units.Parameters[0].Values.Device, 1, layer.Units.Count)).Reshape(layer.Units.Count)));
        _tempering.SampleIndependently(RandomStream.For(seed, Purpose.Chains));
    }

    /// <summary>The chains of all temperatures.</summary>
    public ParallelTempering Tempering => _tempering;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> State => _tempering.Save();

    /// <inheritdoc/>
    public override IReadOnlyList<Metric> Metrics =>
    [
        new Metric("swapRate", _ => _tempering.SwapRates.Average()),
        new Metric("leastSwapRate", _ => _tempering.SwapRates.Min()),
    ];

    /// <inheritdoc/>
    public override void Restore(IReadOnlyDictionary<string, Tensor> state) => _tempering.Restore(name => SavedState.Find(state, name));

    /// <inheritdoc/>
    internal override Statistics Estimate(MachineState data, Tensor? weights, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Phase positive, _) = DataPhase(data, weights, draw: false, random);
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
        {
            States means = positive.State[layer];
            _tempering.BaseMeans(layer)?.Scale(1 - BaseRate).AddScaled(means.WeightedSum(positive.WeightsOrEqual(means.Device)), BaseRate);
        }

        _tempering.Sweep(_sweeps, random, first: 1);
        MachineState model = new();
        foreach (Layer layer in Machine.LayersOf(LayerRole.Visible))
            model[layer] = _tempering.State[layer].Take(_tempering.RowsAt(_tempering.InverseTemperatures.Count - 1));
        foreach (Layer layer in Machine.LayersOf(LayerRole.Hidden))
            model[layer] = States.Dense(_tempering.MeansAtMachine(layer));
        return new Statistics(positive, new Phase(model));
    }
}
