using Harmonium.Networks.Layers;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Recurrent;

/// <summary>The base class of recurrent layers. Layers hold no tensors; the network stores them and passes them in.</summary>
/// <param name="Units">The number of units, at least 1.</param>
internal abstract record RecurrentLayer(int Units)
{
    /// <summary>All kinds of recurrent layers by name.</summary>
    public static IReadOnlyDictionary<string, Func<int, RecurrentLayer>> Kinds { get; } =
        new Dictionary<string, Func<int, RecurrentLayer>>(StringComparer.Ordinal)
        {
            ["elman"] = units => new ElmanLayer(units),
            ["multiplicative"] = units => new MultiplicativeLayer(units),
            ["gru"] = units => new GruLayer(units),
            ["lstm"] = units => new LstmLayer(units),
        };

    /// <summary>The names of all kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Keys];

    /// <summary>The name in files and on command lines.</summary>
    public abstract string Kind { get; }

    /// <summary>The number of state tensors, [batch, units]; the first is the layer's output.</summary>
    public virtual int States => 1;

    /// <summary>Returns the parameters required for a number of inputs.</summary>
    public abstract IReadOnlyList<LayerParameter> ParametersFor(int inputs);

    /// <summary>Runs the layer over a sequence.</summary>
    /// <param name="input">The input sequence.</param>
    /// <param name="states">The states before the sequence, [batch, units] each.</param>
    /// <param name="pass">The tape and the tensors.</param>
    /// <returns>The outputs of all steps, [steps · batch, units], and the states after the sequence.</returns>
    public abstract (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Run(in SequenceInput input, IReadOnlyList<Numerics.Tensor> states, in LayerPass pass);

    /// <summary>Runs the layer step by step, for layers that compose a step of several operations.</summary>
    private protected static (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Unroll(int steps, Node state, Func<Node, int, Node> step)
    {
        List<Node> outputs = [];
        for (int t = 0; t < steps; t++)
            outputs.Add(state = step(state, t));
        return (Node.Stack(outputs), [state.Value]);
    }

    /// <summary>Returns a state as a node that does not change when the state is updated.</summary>
    private protected static Node Carried(Numerics.Tensor state, in LayerPass pass) => pass.Tape.Constant(state).Scale(1);

    private protected static LayerParameter Weights(string name, int inputs, int units) => new(name, [inputs, units], ParameterRole.Weights, inputs, units);
}
