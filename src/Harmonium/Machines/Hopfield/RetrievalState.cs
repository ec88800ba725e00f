namespace Harmonium.Machines.Hopfield;

/// <summary>The state of a large Hopfield network near a stored pattern, in the quantities that <see cref="RetrievalTheory"/> solves for.</summary>
/// <param name="Overlap">m, the mean product of a neuron and its bit of the pattern.</param>
/// <param name="Within">q, the overlap of two states of lowest energy; 1 under replica symmetry, which assumes a single state.</param>
/// <param name="Response">C, the response of a neuron to a small field, ∂⟨s⟩/∂h, at temperature 0.</param>
/// <param name="Block">
/// D, the size of a block of replicas divided by the temperature. It is the inverse temperature that weights the many states; 0 under replica
/// symmetry.
/// </param>
public sealed record RetrievalState(double Overlap, double Within, double Response, double Block)
{
    /// <summary>(1 − m) / 2, the fraction of neurons that differ from the pattern.</summary>
    public double BitError => (1 - Overlap) / 2;
}
