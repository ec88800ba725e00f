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
/// A feed-forward network: multilayer perceptrons and convolutional networks of any architecture. The loss takes the outputs of the last layer: logits for
/// the cross-entropy and for the Bernoulli likelihood.
/// </summary>
public sealed class FeedForwardNetwork
{
    private readonly IReadOnlyList<IReadOnlyList<Tensor>> _tensors;
    private readonly FeatureShape[] _shapes;

    /// <summary>Creates a network. All tensors are zero (gains and variances 1) until <see cref="Initialize"/> is called.</summary>
    /// <param name="input">The shape of one example.</param>
    /// <param name="layers">The layers, first to last, at least one.</param>
    /// <param name="device">The device for the computation.</param>
    /// <exception cref="ConfigurationException">The layers do not fit each other.</exception>
    public FeedForwardNetwork(ItemShape input, IReadOnlyList<NetworkLayer> layers, Device device)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(device);
        if (layers.Count == 0)
            throw new ConfigurationException("layers", "A network needs at least one layer.");
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

    /// <summary>The shape of one example.</summary>
    public ItemShape Input { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The device for the computation.</summary>
    public Device Device { get; }

    /// <summary>All tensors, including running statistics, named <c>layers.0.weights</c> and so on.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The role of each of the <see cref="Parameters"/>.</summary>
    internal IReadOnlyList<ParameterRole> Roles { get; }

    /// <summary>The number of outputs.</summary>
    public int Outputs => _shapes[^1].Count;

    /// <summary>Returns the shape of the output of a layer, counted from 0; −1 for the input.</summary>
    internal FeatureShape ShapeAfter(int layer) => _shapes[layer + 1];

    /// <summary>Returns the tensors of a layer.</summary>
    public IReadOnlyList<Tensor> TensorsOf(int layer) => _tensors[layer];

    /// <summary>Samples the initial weights. Other parameters are 0; gains and variances are 1.</summary>
    public void Initialize(WeightInitialization rule, ulong seed)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            foreach ((int k, LayerParameter parameter) in Layers[i].ParametersFor(_shapes[i]).Index())
                rule.Fill(parameter, _tensors[i][k], RandomStream.For(seed, Purpose.Initialization, i).At(k));
        }
    }

    /// <summary>
    /// Initializes a dense layer with the weights W and hidden biases of a trained RBM (Hinton &amp; Salakhutdinov 2006). Hidden biases for replicated
    /// softmax units, which count once per word, are scaled to documents of typical length.
    /// </summary>
    /// <exception cref="ArgumentException">The layer is not dense, or has a different size.</exception>
    public void InitializeFrom(int layer, RestrictedBoltzmannMachine rbm)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Put(layer, rbm.Weights, rbm.Hidden.Units.BiasPerUnit);
        if (rbm.Totals is { } totals)
            _tensors[layer][1].AddScaled(totals.Bias, ((ReplicatedSoftmax)rbm.Visible.Units).Length);
    }

    /// <summary>Initializes a dense layer of a decoder with the transposed weights Wᵀ and visible biases of a trained RBM.</summary>
    /// <exception cref="ArgumentException">The layer is not dense, or has a different size.</exception>
    public void InitializeDownFrom(int layer, RestrictedBoltzmannMachine rbm)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Put(layer, rbm.Weights.Transpose(), rbm.Visible.Units.BiasPerUnit);
    }

    /// <summary>Returns the output of the last layer, [batch, outputs].</summary>
    /// <param name="tape">The tape that records the pass.</param>
    /// <param name="examples">The examples, [batch, values per example].</param>
    /// <param name="learning">True in training mode; see <see cref="LayerPass.Learning"/>.</param>
    /// <param name="random">The random stream of this pass.</param>
    internal Node Output(Tape tape, Tensor examples, bool learning = false, RandomStream random = default) => Signals(tape, examples, learning, random)[^1];

    /// <summary>Returns the outputs of all layers, first to last.</summary>
    /// <inheritdoc cref="Output"/>
    internal IReadOnlyList<Node> Signals(Tape tape, Tensor examples, bool learning = false, RandomStream random = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(examples);
        List<Node> signals = [.. Pass(tape, examples, learning, random)];
        if (signals[^1].Value.Rank == 4)
            signals[^1] = signals[^1].PlanesToRows();
        return signals;
    }

    /// <summary>
    /// Replaces the running means and variances of normalization layers, first to last, by those of all examples. They are computed with the current
    /// parameters, without dropout, and with the earlier layers already updated (Ioffe &amp; Szegedy 2015, algorithm 2, which averages over batches).
    /// Call this method after parameters were changed other than by training steps, for example by averaging.
    /// </summary>
    /// <param name="batches">All examples in batches of [batch, values per example]; enumerated once per normalization layer.</param>
    /// <exception cref="ArgumentException">There is a normalization layer but no example.</exception>
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
                throw new ArgumentException("Computing means and variances needs at least one example; there is none.", nameof(batches));
            all.CopyTo(_tensors[i][2], _tensors[i][3]);
        }
    }

    private void Put(int layer, Tensor weights, Tensor bias)
    {
        if (Layers[layer] is not DenseLayer)
            throw new ArgumentException($"Layer {layer} is a {Layers[layer].Kind} layer; only a dense layer can be initialized from an RBM.", nameof(layer));
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
