using Harmonium.Data.Text;
using Harmonium.Errors;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Networks.Recurrent;

/// <summary>A recurrent network that reads text by character and predicts the next character: p(next | all so far) = softmax(h W + b).</summary>
internal sealed class RecurrentNetwork
{
    private readonly List<IReadOnlyList<Tensor>> _tensors = [];
    private readonly Tensor _weights;
    private readonly Tensor _bias;

    /// <summary>Creates a network. All tensors are zero until <see cref="Initialize"/> is called.</summary>
    /// <param name="alphabet">The characters that the network supports.</param>
    /// <param name="layers">The recurrent layers, lowest first, at least one.</param>
    /// <param name="device">The device for the computation.</param>
    /// <exception cref="ConfigurationException">There is no layer, or a layer has no units.</exception>
    public RecurrentNetwork(Alphabet alphabet, IReadOnlyList<RecurrentLayer> layers, Device device)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(device);
        if (layers.Count == 0 || layers.Any(layer => layer.Units < 1))
            throw new ConfigurationException("layers", "A recurrent network needs at least one layer of at least one unit.");
        (Alphabet, Layers, Device) = (alphabet, layers, device);
        List<Parameter> parameters = [];
        List<ParameterRole> roles = [];
        for (int i = 0; i < layers.Count; i++)
        {
            List<Tensor> own = [];
            foreach (LayerParameter parameter in layers[i].ParametersFor(InputsOf(i)))
            {
                Tensor values = Tensor.Zeros(device, [.. parameter.Shape]);
                own.Add(values);
                parameters.Add(new Parameter($"layers.{i}.{parameter.Name}", values));
                roles.Add(parameter.Role);
            }

            _tensors.Add(own);
        }

        _weights = Tensor.Zeros(device, layers[^1].Units, alphabet.Count);
        _bias = Tensor.Zeros(device, alphabet.Count);
        Parameters = [.. parameters, new Parameter("output.weights", _weights), new Parameter("output.bias", _bias)];
        Roles = [.. roles, ParameterRole.Weights, ParameterRole.Bias];
    }

    /// <summary>The characters that the network supports.</summary>
    public Alphabet Alphabet { get; }

    /// <summary>The recurrent layers, lowest first.</summary>
    public IReadOnlyList<RecurrentLayer> Layers { get; }

    /// <summary>The dropout rate of the outputs between layers during training (Zaremba, Sutskever, Vinyals 2014), in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <summary>The device for the computation.</summary>
    public Device Device { get; }

    /// <summary>All tensors: <c>layers.0.weights</c> and so on, <c>output.weights</c>, <c>output.bias</c>.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The role of each of the <see cref="Parameters"/>.</summary>
    public IReadOnlyList<ParameterRole> Roles { get; }

    /// <summary>Samples the initial weights. Biases are 0; those of forget gates are 1.</summary>
    public void Initialize(WeightInitialization rule, ulong seed)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            foreach ((int k, LayerParameter parameter) in Layers[i].ParametersFor(InputsOf(i)).Index())
                rule.Fill(parameter, _tensors[i][k], RandomStream.For(seed, Purpose.Initialization, i).At(k));
            if (Layers[i] is LstmLayer memory)
                _tensors[i][2].AsSpan().Slice(memory.Units, memory.Units).Fill(1);
        }

        rule.Fill(new LayerParameter("weights", [], ParameterRole.Weights, _weights.Rows, _weights.Columns), _weights,
            RandomStream.For(seed, Purpose.Initialization, Layers.Count));
        _bias.AsSpan().Clear();
    }

    /// <summary>Returns the states before the first character: zeros, [batch, units] each.</summary>
    public IReadOnlyList<Tensor> EmptyState(int batch) =>
        [.. Layers.SelectMany(layer => Enumerable.Range(0, layer.States).Select(_ => Tensor.Zeros(Device, batch, layer.Units)))];

    /// <summary>Reads characters and predicts the character after each. Updates the states of the layers.</summary>
    /// <param name="tape">The tape that records the pass.</param>
    /// <param name="codes">The characters, [steps · batch], step by step.</param>
    /// <param name="states">The states of the layers, updated in place.</param>
    /// <param name="learning">True in training mode, with dropout.</param>
    /// <param name="random">The random stream of this pass.</param>
    /// <returns>The logits, [steps · batch, characters].</returns>
    public Node Read(Tape tape, int[] codes, IReadOnlyList<Tensor> states, bool learning = false, RandomStream random = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(states);
        int batch = states[0].Rows, used = 0;
        SequenceInput input = new(codes.Length / batch, batch, codes, null);
        for (int i = 0; i < Layers.Count; i++)
        {
            Tensor[] own = [.. states.Skip(used).Take(Layers[i].States)];
            (Node outputs, IReadOnlyList<Tensor> after) = Layers[i].Run(input, own, new LayerPass(tape, _tensors[i], learning, random));
            for (int k = 0; k < own.Length; k++)
                after[k].CopyTo(own[k]);
            used += own.Length;
            input = input with { Codes = null, Rows = learning ? outputs.Dropout((float)Dropout, random.At(i + 1)) : outputs };
        }

        LayerPass output = new(tape, [_weights, _bias], learning, random);
        return input.Rows!.Linear(output[0], output[1]);
    }

    private int InputsOf(int layer) => layer == 0 ? Alphabet.Count : Layers[layer - 1].Units;
}
