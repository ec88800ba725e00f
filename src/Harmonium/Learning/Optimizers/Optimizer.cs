using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Optimizers;

/// <summary>Updates parameters along their gradient, which increases the log-likelihood.</summary>
public abstract class Optimizer
{
    private readonly Dictionary<string, Tensor> _state = [];

    private protected Optimizer()
    {
    }

    /// <summary>Velocities and moments by name: the state needed to resume with identical bytes.</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    /// <summary>Restores a saved <see cref="State"/>.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        KeyValuePair<string, Tensor>[] saved = [.. state];
        _state.Clear();
        foreach ((string name, Tensor values) in saved)
            _state[name] = values.Clone();
    }

    /// <summary>Updates a coupling.</summary>
    /// <param name="name">The coupling's name among the parameters.</param>
    /// <param name="coupling">The coupling.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="rates">The rates of the step.</param>
    /// <returns>The largest magnitude among the updated parameters; not finite if any parameter is not.</returns>
    internal abstract float Ascend(string name, Coupling coupling, CouplingGradient gradient, in LearningRates rates);

    /// <summary>Updates a parameter vector, without weight decay.</summary>
    /// <returns>The largest magnitude among the updated parameters; not finite if any parameter is not.</returns>
    internal abstract float Ascend(string name, Tensor values, Tensor gradient, in LearningRates rates);

    /// <summary>Updates weights, with weight decay.</summary>
    /// <returns>The largest magnitude among the updated parameters; not finite if any parameter is not.</returns>
    internal abstract float AscendWeights(string name, Tensor values, in Gradient gradient, in LearningRates rates);

    /// <summary>True if a tensor with this name in a saved training belongs to an optimizer.</summary>
    internal static bool Owns(string name) =>
        name.StartsWith("velocity.", StringComparison.Ordinal) || name.StartsWith("adam.", StringComparison.Ordinal)
            || name.StartsWith("rmsprop.", StringComparison.Ordinal);

    /// <summary>
    /// Updates every tensor of a coupling from its evaluated gradient. The optimizer's state of a tensor is named after the coupling's number if it is the
    /// only tensor, and after the tensor's name as well if there are several.
    /// </summary>
    private protected float AscendTensors(string name, Coupling coupling, CouplingGradient gradient, in LearningRates rates)
    {
        ArgumentNullException.ThrowIfNull(coupling);
        IReadOnlyList<Tensor> gradients = coupling.Evaluate(gradient);
        IReadOnlyList<Parameter> parameters = coupling.Parameters;
        float largest = 0;
        for (int i = 0; i < gradients.Count; i++)
        {
            string ofTensor = parameters.Count == 1 ? $"{name}.0" : $"{name}.{parameters[i].Name}";
            largest = MathF.Max(largest, parameters[i].Decays
                ? AscendWeights(ofTensor, parameters[i].Values, gradients[i], rates)
                : Ascend(ofTensor, parameters[i].Values, gradients[i], rates));
        }

        coupling.Changed();
        return largest;
    }

    /// <summary>Returns a tensor of the parameters' shape that is stored for the whole training.</summary>
    private protected Tensor Memory(string name, Tensor like)
    {
        if (!_state.TryGetValue(name, out Tensor? memory))
            _state[name] = memory = Tensor.ZerosLike(like);
        // Tensors read from a file have no gaps between their rows.
        if (memory.RowStride != like.RowStride)
            _state[name] = memory = memory.CopyTo(Tensor.ZerosLike(like));
        return memory;
    }
}
