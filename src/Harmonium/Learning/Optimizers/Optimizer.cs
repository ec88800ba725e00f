using Harmonium.Couplings;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.Optimizers;

/// <summary>How parameters move along their gradient, up the log-likelihood.</summary>
public abstract class Optimizer
{
    private readonly Dictionary<string, Tensor> _state = [];

    private protected Optimizer()
    {
    }

    /// <summary>Velocities and moments by name: what must be kept to go on later with the same bytes.</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    /// <summary>Takes back what <see cref="State"/> gave.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        KeyValuePair<string, Tensor>[] saved = [.. state];
        _state.Clear();
        foreach ((string name, Tensor values) in saved)
            _state[name] = values.Clone();
    }

    /// <summary>Moves a coupling.</summary>
    /// <param name="name">The coupling's name among the parameters.</param>
    /// <param name="coupling">The coupling.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="rates">How far.</param>
    /// <returns>The largest magnitude among the changed parameters; not finite if any is not.</returns>
    public abstract float Ascend(string name, Coupling coupling, CouplingGradient gradient, in LearningRates rates);

    /// <summary>Moves a vector of parameters, without decay.</summary>
    /// <returns>The largest magnitude among the changed parameters; not finite if any is not.</returns>
    public abstract float Ascend(string name, Tensor values, Tensor gradient, in LearningRates rates);

    /// <summary>Moves weights: with the decay that the rates ask for.</summary>
    /// <returns>The largest magnitude among the changed parameters; not finite if any is not.</returns>
    public abstract float AscendWeights(string name, Tensor values, in Gradient gradient, in LearningRates rates);

    /// <summary>Whether a tensor of a saved training belongs to an optimizer, by its name.</summary>
    internal static bool Owns(string name) =>
        name.StartsWith("velocity.", StringComparison.Ordinal) || name.StartsWith("adam.", StringComparison.Ordinal)
            || name.StartsWith("rmsprop.", StringComparison.Ordinal);

    /// <summary>
    /// Moves every tensor of a coupling by its gradient as numbers. What is remembered of a tensor is called by its number where it is the only one, and
    /// by its name where there are several.
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

    /// <summary>A tensor of the parameters' shape that lives as long as the training.</summary>
    private protected Tensor Memory(string name, Tensor like)
    {
        if (!_state.TryGetValue(name, out Tensor? memory))
            _state[name] = memory = Tensor.ZerosLike(like);
        // What comes from a file has no gaps between its rows.
        if (memory.RowStride != like.RowStride)
            _state[name] = memory = memory.CopyTo(Tensor.ZerosLike(like));
        return memory;
    }
}
