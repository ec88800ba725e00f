using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Runs.Kinds.Deep;

/// <summary>The monitors of machines with coupled hidden layers.</summary>
internal static class DeepMonitors
{
    internal static IReadOnlyList<string> Names { get; } =
        [.. RbmMonitor.All.Where(monitor => !monitor.NeedsIndependentHidden).Select(monitor => monitor.Name)];
}
