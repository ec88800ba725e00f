using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Examples with their missing units filled in.</summary>
/// <param name="Means">The means of the missing units and the known units, [batch, inputs].</param>
/// <param name="Deviations">The standard deviations of the missing units and 0 for the known ones, [batch, inputs].</param>
/// <param name="Draws">Draws from p(missing | known), with the known units, [batch, inputs] each.</param>
internal sealed record CompletedUnits(Tensor Means, Tensor Deviations, IReadOnlyList<Tensor> Draws);
