using Harmonium.Numerics;

namespace Harmonium.Machines.Hopfield;

/// <summary>The result of recall in a Hopfield network.</summary>
/// <param name="States">The final states, [probes, neurons], with the values of the network.</param>
/// <param name="Ends">How each probe ended.</param>
/// <param name="Sweeps">The number of sweeps at temperature 0 that changed each probe. For a cycle, the sweeps before it was found.</param>
/// <param name="Energies">The energy of each probe, [probes], before the first sweep at temperature 0 and after each sweep; empty unless requested.</param>
public sealed record Recollection(Tensor States, IReadOnlyList<RecallEnd> Ends, IReadOnlyList<int> Sweeps, IReadOnlyList<double[]> Energies);
