namespace Harmonium.Evaluation.Annealing;

/// <summary>Where the runs of annealed importance sampling begin.</summary>
public enum AnnealingStart
{
    /// <summary>At independent samples of the base model, which has them in closed form: forward runs.</summary>
    Base,

    /// <summary>At independent exact samples of the machine, drawn by enumeration: reverse runs whose bound holds in expectation.</summary>
    Exact,

    /// <summary>
    /// At particles of the forward runs, resampled by their weights and moved on by Gibbs sweeps: reverse runs whose bound holds
    /// as far as these particles are samples of the machine. A mode that all forward runs missed is missed here too.
    /// </summary>
    Annealed,
}
