using Harmonium.Couplings;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// The gradient of one step with respect to all parameters of a model, penalties included. Couplings keep their gradients as pairs of states until
/// <see cref="Evaluate"/> is called. A step of a single rank then multiplies the pairs while it updates the weights. Valid until the
/// next step.
/// </summary>
internal sealed class EnergyGradient
{
    private readonly BoltzmannMachine _machine;
    private readonly LayerGradients _layers;
    private readonly CouplingGradient[] _couplings;

    internal EnergyGradient(BoltzmannMachine machine, Statistics statistics, LayerGradients layers, CouplingGradient[] couplings) =>
        (_machine, Statistics, _layers, _couplings) = (machine, statistics, layers, couplings);

    /// <summary>The statistics behind the gradient, from the examples of this process only.</summary>
    public Statistics Statistics { get; }

    /// <summary>The gradients of the couplings, in the order of the couplings.</summary>
    public IReadOnlyList<CouplingGradient> Couplings => _couplings;

    /// <summary>Returns the gradients of a layer's own parameters, one tensor per parameter and of its shape.</summary>
    public IReadOnlyList<Tensor> Of(Layer layer) => _layers.Of(layer);

    /// <summary>
    /// Returns the gradient as tensors, one per parameter, couplings first, in the order of <see cref="BoltzmannMachine.Parameters"/>.
    /// The step uses the values of these tensors, so changing them changes the step.
    /// </summary>
    public IReadOnlyList<Tensor> Evaluate()
    {
        for (int i = 0; i < _couplings.Length; i++)
        {
            if (_couplings[i].Values is null)
                _couplings[i] = CouplingGradient.Of(_machine.Couplings[i].Evaluate(_couplings[i]));
        }

        return [.. _couplings.SelectMany(coupling => coupling.Values!), .. _machine.Layers.SelectMany(Of)];
    }
}
