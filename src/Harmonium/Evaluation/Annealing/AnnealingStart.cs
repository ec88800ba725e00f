namespace Harmonium.Evaluation.Annealing;

/// <summary>The starting points of the runs of annealed importance sampling.</summary>
public enum AnnealingStart
{
    /// <summary>Independent samples of the base model: forward runs.</summary>
    Base,

    /// <summary>Independent exact samples of the machine, drawn by enumeration: reverse runs with a bound that is valid in expectation.</summary>
    Exact,

    /// <summary>
    /// Particles of the forward runs, resampled by their weights and moved by Gibbs sweeps: reverse runs with a bound that is valid only if these
    /// particles are samples of the machine. A mode that all forward runs missed is missed here too.
    /// </summary>
    Annealed,

    /// <summary>
    /// Examples, mirrored examples and particles, random and tempered states, moved by Gibbs sweeps: reverse runs that test whether the forward runs
    /// missed a mode. Their average is no bound, because each mode has an arbitrary share of these starts.
    /// </summary>
    Other,
}
