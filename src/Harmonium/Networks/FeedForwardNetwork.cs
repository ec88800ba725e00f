using Harmonium.Data;
using Harmonium.Errors;
using Harmonium.Machines;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Networks;

/// <summary>
/// Layers one behind the other: multilayer perceptrons and convolutional networks of any architecture. The last layer's numbers are what a loss sees: for
/// cross-entropy the sums before the softmax, for the Bernoulli likelihood those before the logistic function.
/// </summary>
public sealed class FeedForwardNetwork
{
    private readonly IReadOnlyList<IReadOnlyList<Tensor>> _tensors;
    private readonly FeatureShape[] _shapes;

    /// <summary>A network whose tensors are all zeros (gains and variances 1) until <see cref="Initialize"/> is called.</summary>
    /// <param name="input">What one example is.</param>
    /// <param name="layers">The layers, first to last, at least one.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="ConfigurationException">The layers do not fit each other.</exception>
    public FeedForwardNetwork(ItemShape input, IReadOnlyList<NetworkLayer> layers, Device device)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(device);
        if (layers.Count == 0)
            throw new ConfigurationException("layers", "A network has at least one layer.");
        (Input, Layers, Device) = (input, layers, device);
        _shapes = new FeatureShape[layers.Count + 1];
        _shapes[0] = FeatureShape.Of(input);
        List<IReadOnlyList<Tensor>> tensors = [];
        List<Parameter> parameters = [];
        List<ParameterRole> roles = [];
        for (int i = 0; i < layers.Count; i++)
        {
            _shapes[i + 1] = layers[i].OutputOf(_shapes[i]);
            List<Tensor> own = [];
            foreach (LayerParameter parameter in layers[i].ParametersFor(_shapes[i]))
            {
                Tensor values = Tensor.Zeros(device, [.. parameter.Shape]);
                default(WeightInitialization).Fill(parameter with { Role = parameter.Role == ParameterRole.Weights ? ParameterRole.Bias : parameter.Role },
                    values, default);
                own.Add(values);
                parameters.Add(new Parameter($"layers.{i}.{parameter.Name}", values));
                roles.Add(parameter.Role);
            }

            tensors.Add(own);
        }

        (_tensors, Parameters, Roles) = (tensors, parameters, roles);
    }

    /// <summary>What one example is.</summary>
    public ItemShape Input { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    /// <summary>All tensors, <c>layers.0.weights</c> and so on; running statistics are among them.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What each of the <see cref="Parameters"/> is for.</summary>
    public IReadOnlyList<ParameterRole> Roles { get; }

    /// <summary>How many numbers come out.</summary>
    public int Outputs => _shapes[^1].Count;

    /// <summary>The features behind a layer, counted from 0; −1 for the input.</summary>
    public FeatureShape ShapeAfter(int layer) => _shapes[layer + 1];

    /// <summary>The tensors of a layer.</summary>
    public IReadOnlyList<Tensor> TensorsOf(int layer) => _tensors[layer];

    /// <summary>Draws the first weights; everything else is 0, gains and variances 1.</summary>
    public void Initialize(WeightInitialization rule, ulong seed)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            foreach ((int k, LayerParameter parameter) in Layers[i].ParametersFor(_shapes[i]).Index())
                rule.Fill(parameter, _tensors[i][k], RandomStream.For(seed, Purpose.Initialization, i).At(k));
        }
    }

    /// <summary>
    /// Puts the upward half of a trained RBM into a dense layer: W and the hidden biases (Hinton &amp; Salakhutdinov 2006). The biases of a replicated
    /// softmax, which count once per word, are taken for documents of its typical length.
    /// </summary>
    /// <exception cref="ArgumentException">The layer is not dense, or of another size.</exception>
    public void InitializeFrom(int layer, RestrictedBoltzmannMachine rbm)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Put(layer, rbm.Weights, rbm.Hidden.Units.BiasPerUnit);
        if (rbm.Totals is { } totals)
            _tensors[layer][1].AddScaled(totals.Bias, ((ReplicatedSoftmax)rbm.Visible.Units).Length);
    }

    /// <summary>Puts the downward half of a trained RBM into a dense layer: Wᵀ and the visible biases, as a decoder needs them.</summary>
    /// <exception cref="ArgumentException">The layer is not dense, or of another size.</exception>
    public void InitializeDownFrom(int layer, RestrictedBoltzmannMachine rbm)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Put(layer, rbm.Weights.Transpose(), rbm.Visible.Units.BiasPerUnit);
    }

    /// <summary>The numbers of the last layer, [batch, outputs].</summary>
    /// <param name="tape">Where the pass is written down.</param>
    /// <param name="examples">[batch, numbers of an example].</param>
    /// <param name="learning">Whether the network learns: see <see cref="LayerPass.Learning"/>.</param>
    /// <param name="random">The stream of this pass.</param>
    public Node Output(Tape tape, Tensor examples, bool learning = false, RandomStream random = default) => Signals(tape, examples, learning, random)[^1];

    /// <summary>What every layer hands on, first to last.</summary>
    /// <inheritdoc cref="Output"/>
    public IReadOnlyList<Node> Signals(Tape tape, Tensor examples, bool learning = false, RandomStream random = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(examples);
        List<Node> signals = [.. Pass(tape, examples, learning, random)];
        if (signals[^1].Value.Rank == 4)
            signals[^1] = signals[^1].PlanesToRows();
        return signals;
    }

    /// <summary>
    /// Gives normalizing layers, first to last, the means and variances of all examples in place of running ones: those of the network as it stands, with
    /// nothing
    /// dropped and the layers before already measured (Ioffe &amp; Szegedy 2015, algorithm 2, which averages over batches). To be done once parameters have
    /// changed
    /// otherwise than by steps, as by averaging them.
    /// </summary>
    /// <param name="batches">All examples in batches of [batch, numbers of an example]; asked for once a normalizing layer.</param>
    /// <exception cref="ArgumentException">There is a normalizing layer and no example.</exception>
    public void MeasureStatistics(IEnumerable<Tensor> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        Tape tape = new(Device);
        for (int i = 0; i < Layers.Count; i++)
        {
            if (Layers[i] is not BatchNormalizationLayer)
                continue;
            BatchStatistics all = new(_shapes[i].Channels);
            foreach (Tensor batch in batches)
            {
                tape.Reset();
                Node input = i == 0 ? tape.Constant(batch) : Pass(tape, batch, learning: false, default).ElementAt(i - 1);
                all.Add(BatchNormalizationLayer.Normalized(input), batch.Rows);
            }

            if (all.Count == 0)
                throw new ArgumentException("Means and variances are measured on at least one example; there is none.", nameof(batches));
            all.CopyTo(_tensors[i][2], _tensors[i][3]);
        }
    }

    private void Put(int layer, Tensor weights, Tensor bias)
    {
        if (Layers[layer] is not DenseLayer)
            throw new ArgumentException($"Layer {layer} is a {Layers[layer].Kind} layer; only a dense one can start from an RBM.", nameof(layer));
        weights.Contiguous().CopyTo(_tensors[layer][0]);
        bias.CopyTo(_tensors[layer][1]);
    }

    private IEnumerable<Node> Pass(Tape tape, Tensor examples, bool learning, RandomStream random)
    {
        Node signal = tape.Constant(examples);
        for (int i = 0; i < Layers.Count; i++)
        {
            signal = Layers[i].Apply(signal, _shapes[i], new LayerPass(tape, _tensors[i], learning, random.At(i)));
            yield return signal;
        }
    }
}
