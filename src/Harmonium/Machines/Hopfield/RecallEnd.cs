namespace Harmonium.Machines.Hopfield;

/// <summary>Where recall ended.</summary>
public enum RecallEnd
{
    /// <summary>The sweeps were used up while neurons still changed.</summary>
    Unfinished,

    /// <summary>No neuron changes any more.</summary>
    FixedPoint,

    /// <summary>Two states follow each other for ever.</summary>
    Cycle,
}
