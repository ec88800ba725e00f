namespace Harmonium.Experiments.Speed;

/// <summary>The results of the speed benchmark.</summary>
/// <param name="Cpu">The name of the processor.</param>
/// <param name="Cores">The number of logical cores.</param>
/// <param name="VectorBits">The width of vector registers in bits.</param>
/// <param name="Data">The training data.</param>
/// <param name="Results">The results of the cases.</param>
internal sealed record SpeedReport(string Cpu, int Cores, int VectorBits, string Data, IReadOnlyList<SpeedResult> Results);
