using Harmonium.Data;
using Harmonium.Machines.Hopfield;

namespace Harmonium.Runs.Models;

/// <summary>An associative memory: it recalls stored patterns from corrupted copies.</summary>
/// <param name="Network">The Hopfield network.</param>
/// <param name="Stored">Returns the stored patterns, given the data that they were taken from.</param>
internal sealed record AssociativeMemory(HopfieldNetwork Network, Func<Dataset, Dataset> Stored);
