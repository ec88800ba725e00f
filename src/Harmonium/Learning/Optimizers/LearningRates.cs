namespace Harmonium.Learning.Optimizers;

/// <summary>The rates of one step, computed from their schedules.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Momentum">The momentum, 0 ≤ momentum &lt; 1.</param>
/// <param name="L2">The weight of ½ Σ w² (weights only).</param>
/// <param name="L1">The weight of Σ |w| (weights only).</param>
/// <param name="Step">The step, counted from 0.</param>
internal readonly record struct LearningRates(double Rate, double Momentum, double L2, double L1, long Step);
