namespace Harmonium.Experiments.Speed;

/// <summary>Work that is ready to be timed.</summary>
/// <param name="Operations">
/// The floating-point operations of one run as a dense engine would make them (2 for a multiply-add), 0 where they mean nothing.
/// </param>
/// <param name="Run">The work.</param>
internal sealed record SpeedWork(double Operations, Action Run);
