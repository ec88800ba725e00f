using Harmonium.Numerics;

namespace Harmonium.Machines.Hopfield;

/// <summary>What a Hopfield net made of its probes.</summary>
/// <param name="States">The last states, [probes, neurons], in the values of the net.</param>
/// <param name="Ends">How each probe ended.</param>
/// <param name="Sweeps">How many sweeps at temperature 0 changed something in each probe; of a cycle, those before it was seen.</param>
/// <param name="Energies">The energy of each probe, [probes], before the first sweep at temperature 0 and after every one; empty unless asked for.</param>
public sealed record Recollection(Tensor States, IReadOnlyList<RecallEnd> Ends, IReadOnlyList<int> Sweeps, IReadOnlyList<double[]> Energies);
