namespace Harmonium.Experiments.Speed;

/// <summary>The speed of this machine.</summary>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">How many cores it offers.</param>
/// <param name="VectorBits">The width of its vectors.</param>
/// <param name="Data">What the training cases learned from.</param>
/// <param name="Results">The cases.</param>
public sealed record SpeedReport(string Cpu, int Cores, int VectorBits, string Data, IReadOnlyList<SpeedResult> Results);
