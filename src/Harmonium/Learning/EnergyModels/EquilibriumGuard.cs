using Harmonium.Couplings;
using Harmonium.Learning.Gradients;
using Harmonium.Learning.Optimizers;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// Undoes a step that moves the model further than its chains can follow. The chains are samples of the model before the step. With the
/// weights w = exp(F_before(v) − F_after(v)) they are samples of the model after it, with an effective fraction of M[w]² / M[w²]
/// (Neal 2001; Carbone, Hua, Coste, Vanden-Eijnden 2023, who resample at such a bound). If the fraction falls below the bound, the step is
/// undone and the learning rate is halved. The rate recovers by a fiftieth with each step that is kept.
/// </summary>
internal sealed class EquilibriumGuard
{
    private const float Recovery = 1.02f;
    private readonly BoltzmannMachine _machine;
    private readonly Optimizer _optimizer;
    private readonly double _leastShare;
    private readonly Dictionary<string, Tensor> _parameters;
    private readonly Tensor _memory = Tensor.From([1, 0], 2);
    private Dictionary<string, Tensor> _moments = [];
    private double[] _before = [];
    private Phase? _model;

    internal EquilibriumGuard(BoltzmannMachine machine, Optimizer optimizer, double leastShare)
    {
        _machine = machine;
        _optimizer = optimizer;
        _leastShare = leastShare;
        _parameters = machine.Parameters.ToDictionary(parameter => parameter.Name, parameter => Tensor.ZerosLike(parameter.Values));
    }

    /// <summary>The current factor of the learning rate.</summary>
    internal double Factor => _memory[0];

    internal IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor> { ["equilibrium"] = _memory };

    internal IReadOnlyList<Metric> Metrics => [new Metric("rejectedSteps", _ => _memory[1]), new Metric("rateFactor", _ => _memory[0])];

    internal void Restore(IReadOnlyDictionary<string, Tensor> state) => SavedState.Find(state, "equilibrium").CopyTo(_memory);

    /// <summary>Saves the parameters and the free energies of the chains before a step.</summary>
    internal void Before(Phase model)
    {
        foreach (Parameter parameter in _machine.Parameters)
            parameter.Values.CopyTo(_parameters[parameter.Name]);
        _moments = _optimizer.State.ToDictionary(pair => pair.Key, pair => pair.Value.Clone());
        _model = model;
        _before = _machine.FreeEnergy(model.State);
    }

    /// <summary>Keeps the step or undoes it.</summary>
    /// <returns>True if the step was kept.</returns>
    internal bool Keep()
    {
        double[] logWeights = [.. _machine.FreeEnergy(_model!.State).Select((after, i) => _before[i] - after)];
        double largest = logWeights.Max(), mean = 0, square = 0;
        for (int i = 0; i < logWeights.Length; i++)
        {
            double w = Math.Exp(logWeights[i] - largest), share = _model.Weights?[i] ?? (1.0 / logWeights.Length);
            mean += share * w;
            square += share * w * w;
        }

        // If the result is not finite, this comparison is false and the step is undone.
        if (mean * mean >= _leastShare * square)
        {
            _memory[0] = MathF.Min(1, _memory[0] * Recovery);
            return true;
        }

        foreach (Parameter parameter in _machine.Parameters)
            _parameters[parameter.Name].CopyTo(parameter.Values);
        foreach (Coupling coupling in _machine.Couplings)
            coupling.Changed();
        _optimizer.Restore(_moments);
        _memory[0] /= 2;
        _memory[1]++;
        return false;
    }
}
