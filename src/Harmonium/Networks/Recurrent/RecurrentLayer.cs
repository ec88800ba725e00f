using Harmonium.Networks.Layers;
using Harmonium.Numerics.Differentiation;
using Harmonium.Numerics.Differentiation.Operations;

namespace Harmonium.Networks.Recurrent;

/// <summary>Units that see the input and what they said a step ago. A layer holds no numbers: the network keeps them, and hands them in.</summary>
/// <param name="Units">How many units, at least 1.</param>
public abstract record RecurrentLayer(int Units)
{
    /// <summary>Every kind, by its word.</summary>
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

    /// <summary>The word in files and on command lines.</summary>
    public abstract string Kind { get; }

    /// <summary>How many tensors [batch, units] it carries from step to step; the first is its output.</summary>
    public virtual int States => 1;

    /// <summary>The tensors it needs for inputs of a length.</summary>
    public abstract IReadOnlyList<LayerParameter> ParametersFor(int inputs);

    /// <summary>Runs over a sequence.</summary>
    /// <param name="input">What comes in.</param>
    /// <param name="states">What it carried so far, [batch, units] each.</param>
    /// <param name="pass">The tape and the tensors.</param>
    /// <returns>The outputs of all steps, [steps · batch, units], and what it carries on.</returns>
    public abstract (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Run(in SequenceInput input, IReadOnlyList<Numerics.Tensor> states, in LayerPass pass);

    /// <summary>Runs step by step, where a step is a composition of operations.</summary>
    private protected static (Node Outputs, IReadOnlyList<Numerics.Tensor> States) Unroll(int steps, Node state, Func<Node, int, Node> step)
    {
        List<Node> outputs = [];
        for (int t = 0; t < steps; t++)
            outputs.Add(state = step(state, t));
        return (Node.Stack(outputs), [state.Value]);
    }

    /// <summary>A carried state as a node that does not change when the state is carried on.</summary>
    private protected static Node Carried(Numerics.Tensor state, in LayerPass pass) => pass.Tape.Constant(state).Scale(1);

    private protected static LayerParameter Weights(string name, int inputs, int units) => new(name, [inputs, units], ParameterRole.Weights, inputs, units);
}
