using Harmonium.Couplings;
using Harmonium.Units;

namespace Harmonium.Machines;

/// <summary>
/// The layers of a machine in two sides such that every coupling joins one side with the other. Given one side, all units of the other are
/// independent. The sides are visible and hidden layers in an RBM, even and odd layers in a deep Boltzmann machine.
/// </summary>
internal sealed class MachineSides
{
    private MachineSides(IReadOnlyList<Layer> first, IReadOnlyList<Layer> second)
    {
        First = first;
        Second = second;
    }

    /// <summary>The side of the first visible layer.</summary>
    internal IReadOnlyList<Layer> First { get; }

    /// <summary>The other side.</summary>
    internal IReadOnlyList<Layer> Second { get; }

    /// <summary>Divides the layers of a machine into two sides.</summary>
    /// <exception cref="ArgumentException">The layers do not form two sides, or a layer has no coupling.</exception>
    internal static MachineSides Of(BoltzmannMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Dictionary<Layer, bool> isFirst = [];
        if (Divide(machine, isFirst) is { } trouble)
            throw new ArgumentException(trouble, nameof(machine));
        return new MachineSides([.. machine.Layers.Where(layer => isFirst[layer])], [.. machine.Layers.Where(layer => !isFirst[layer])]);
    }

    /// <summary>True if the layers of a machine form two sides.</summary>
    internal static bool Exist(BoltzmannMachine machine) => Divide(machine, []) is null;

    private static string? Divide(BoltzmannMachine machine, Dictionary<Layer, bool> isFirst) =>
        machine.LayersOf(LayerRole.Visible).Concat(machine.Layers).Select(root => Mark(machine, root, isFirst)).FirstOrDefault(trouble => trouble is not null);

    private static string? Mark(BoltzmannMachine machine, Layer root, Dictionary<Layer, bool> isFirst)
    {
        if (!isFirst.TryAdd(root, true))
            return null;
        Queue<Layer> open = new([root]);
        while (open.TryDequeue(out Layer? layer))
        {
            List<Coupling> couplings = [.. machine.Couplings.Where(c => ReferenceEquals(c.First, layer) || ReferenceEquals(c.Second, layer))];
            if (couplings.Count == 0)
                return $"The layer '{layer.Name}' has no coupling; evaluate it separately.";
            foreach (Layer neighbor in couplings.Select(coupling => coupling.Opposite(layer)))
            {
                if (isFirst.TryAdd(neighbor, !isFirst[layer]))
                    open.Enqueue(neighbor);
                else if (isFirst[neighbor] == isFirst[layer])
                    return $"The layers '{layer.Name}' and '{neighbor.Name}' are coupled in a cycle of odd length, " +
                        "so the machine has no two sides that are coupled only with each other. Use a machine with two such sides.";
            }
        }

        return null;
    }
}
