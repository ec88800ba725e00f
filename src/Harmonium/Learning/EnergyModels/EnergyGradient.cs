using Harmonium.Couplings;
using Harmonium.Learning.Gradients;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Learning.EnergyModels;

/// <summary>
/// The gradient of one step with respect to all parameters of a machine, penalties included. Couplings keep theirs as pairs of states until
/// <see cref="Evaluate"/> asks for numbers, so that a step that nobody else takes part in multiplies them out while it moves the weights. Valid until the
/// next step.
/// </summary>
public sealed class EnergyGradient
{
    private readonly BoltzmannMachine _machine;
    private readonly LayerGradients _layers;
    private readonly CouplingGradient[] _couplings;

    internal EnergyGradient(BoltzmannMachine machine, Statistics statistics, LayerGradients layers, CouplingGradient[] couplings) =>
        (_machine, Statistics, _layers, _couplings) = (machine, statistics, layers, couplings);

    /// <summary>What the gradient was made of: the examples of this process alone.</summary>
    public Statistics Statistics { get; }

    /// <summary>The gradients of the couplings, in their order.</summary>
    public IReadOnlyList<CouplingGradient> Couplings => _couplings;

    /// <summary>The gradient of a layer's own parameters, one tensor per parameter, of its shape.</summary>
    public IReadOnlyList<Tensor> Of(Layer layer) => _layers.Of(layer);

    /// <summary>
    /// The gradient as numbers: one tensor per parameter, those of the couplings first, in the order of <see cref="BoltzmannMachine.Parameters"/>.
    /// What is written into them is what the step takes.
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
