using Harmonium.Evaluation.Exact;
using Harmonium.Machines;
using Harmonium.Sampling;

namespace Harmonium.Evaluation;

/// <summary>
/// F(v) of a machine for a likelihood, by the most precise method that applies: in closed form if the hidden units are independent given the visible ones, by
/// enumeration if the hidden states are few, and otherwise the variational upper bound F_q(v) ≥ F(v).
/// </summary>
internal sealed class MarginalFreeEnergy
{
    private readonly PreciseFreeEnergy? _closed;
    private readonly HiddenEnumeration? _enumerated;
    private readonly HiddenPosterior? _bound;

    /// <summary>Chooses the method for a number of examples.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="examples">The number of examples.</param>
    /// <param name="limit">The base-2 logarithm of the largest number of hidden states to enumerate for all examples together.</param>
    /// <exception cref="InvalidOperationException">Hidden units are coupled, and the layers do not form two sides.</exception>
    internal MarginalFreeEnergy(BoltzmannMachine machine, int examples, int limit)
    {
        if (machine.HasIndependentHidden)
            _closed = new PreciseFreeEnergy(machine);
        else if ((_enumerated = HiddenEnumeration.For(machine, examples, limit)) is null)
            _bound = new HiddenPosterior(machine);
    }

    /// <summary>True if the values are upper bounds, so that −F − log Z is a lower bound on the log-likelihood.</summary>
    internal bool IsBound => _bound is not null;

    /// <summary>Computes F(v) of each example of a block, [batch], in nats.</summary>
    internal double[] Of(MachineState visible, CancellationToken cancel = default) =>
        _closed?.Of(visible) ?? _enumerated?.FreeEnergy(visible, cancel) ?? _bound!.FreeEnergy(visible);
}
