using Harmonium.Numerics;

namespace Harmonium.Experiments.Speed;

/// <summary>A case of the speed benchmark.</summary>
/// <param name="Name">The name in JSON, such as <c>cd1-784x500-b100</c>.</param>
/// <param name="Description">The work of one run.</param>
/// <param name="Prepare">Creates the work on a device, with its number of dense-equivalent floating-point operations.</param>
internal sealed record SpeedCase(string Name, string Description, Func<CpuDevice, SpeedWork> Prepare);
