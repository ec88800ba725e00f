namespace Harmonium.Machines.Hopfield;

/// <summary>The state of a large Hopfield net next to a stored pattern, in the quantities that <see cref="RetrievalTheory"/> solves for.</summary>
/// <param name="Overlap">m, the mean product of a neuron with its bit of the pattern.</param>
/// <param name="Within">q, the overlap of two states of least energy; 1 under replica symmetry, which knows of one only.</param>
/// <param name="Response">C, how much a neuron follows a small field, ∂⟨s⟩/∂h, at temperature 0.</param>
/// <param name="Block">D, the size of a block of replicas over the temperature, the inverse temperature that weighs the many states; 0 under replica
/// symmetry.</param>
public sealed record RetrievalState(double Overlap, double Within, double Response, double Block)
{
    /// <summary>(1 − m) / 2, the share of neurons that differ from the pattern.</summary>
    public double BitError => (1 - Overlap) / 2;
}
