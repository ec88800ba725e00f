using Harmonium.Data;
using Harmonium.Machines.Hopfield;

namespace Harmonium.Runs.Models;

/// <summary>Stored patterns that are recalled from corrupted ones.</summary>
/// <param name="Network">The Hopfield network.</param>
/// <param name="Stored">Chooses the patterns that were stored out of the data that they come from.</param>
public sealed record AssociativeMemory(HopfieldNetwork Network, Func<Dataset, Dataset> Stored);
