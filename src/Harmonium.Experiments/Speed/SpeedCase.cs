using Harmonium.Numerics;

namespace Harmonium.Experiments.Speed;

/// <summary>Work whose speed is measured.</summary>
/// <param name="Name">The name in JSON, such as <c>cd1-784x500-b100</c>.</param>
/// <param name="Description">What one run does.</param>
/// <param name="Prepare">Makes the work on a device: what to run, and how many dense-equivalent floating-point operations a run stands for.</param>
internal sealed record SpeedCase(string Name, string Description, Func<CpuDevice, SpeedWork> Prepare);
