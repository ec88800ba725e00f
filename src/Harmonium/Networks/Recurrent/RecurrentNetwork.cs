using Harmonium.Data.Text;
using Harmonium.Errors;
using Harmonium.Networks.Layers;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Networks.Recurrent;

/// <summary>Recurrent layers that read a text character by character and say at each what comes next: p(next | all so far) = softmax(h W + b).</summary>
public sealed class RecurrentNetwork
{
    private readonly List<IReadOnlyList<Tensor>> _tensors = [];
    private readonly Tensor _weights;
    private readonly Tensor _bias;

    /// <summary>A network whose tensors are all zeros until <see cref="Initialize"/> is called.</summary>
    /// <param name="alphabet">The characters it knows.</param>
    /// <param name="layers">The recurrent layers, lowest first, at least one.</param>
    /// <param name="device">Where it computes.</param>
    /// <exception cref="ConfigurationException">There is no layer, or one without units.</exception>
    public RecurrentNetwork(Alphabet alphabet, IReadOnlyList<RecurrentLayer> layers, Device device)
    {
        ArgumentNullException.ThrowIfNull(alphabet);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(device);
        if (layers.Count == 0 || layers.Any(layer => layer.Units < 1))
            throw new ConfigurationException("layers", "A recurrent network has at least one layer of at least one unit.");
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

    /// <summary>The characters it knows.</summary>
    public Alphabet Alphabet { get; }

    /// <summary>The recurrent layers, lowest first.</summary>
    public IReadOnlyList<RecurrentLayer> Layers { get; }

    /// <summary>The share of outputs that is left out between layers while it learns (Zaremba, Sutskever, Vinyals 2014), 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    /// <summary>All tensors: <c>layers.0.weights</c> and so on, <c>output.weights</c>, <c>output.bias</c>.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What each of the <see cref="Parameters"/> is for.</summary>
    public IReadOnlyList<ParameterRole> Roles { get; }

    /// <summary>Draws the first weights; biases are 0, those of forget gates 1.</summary>
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

    /// <summary>What the layers carry before the first character: zeros, [batch, units] each.</summary>
    public IReadOnlyList<Tensor> EmptyState(int batch) =>
        [.. Layers.SelectMany(layer => Enumerable.Range(0, layer.States).Select(_ => Tensor.Zeros(Device, batch, layer.Units)))];

    /// <summary>Reads characters, and says what comes after each; what the layers carry goes on from where it was.</summary>
    /// <param name="tape">Where the pass is written down.</param>
    /// <param name="codes">The characters, [steps · batch], step after step.</param>
    /// <param name="states">What the layers carry, changed in place.</param>
    /// <param name="learning">Whether the network learns, with dropout.</param>
    /// <param name="random">The stream of this pass.</param>
    /// <returns>The sums before the softmax, [steps · batch, characters].</returns>
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
