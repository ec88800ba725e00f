namespace Harmonium.Machines.Hopfield;

/// <summary>How the recall of a probe ended.</summary>
public enum RecallEnd
{
    /// <summary>The sweeps were used up while neurons still changed.</summary>
    Unfinished,

    /// <summary>A fixed point was reached: no neuron changes.</summary>
    FixedPoint,

    /// <summary>A cycle was reached: two states alternate forever.</summary>
    Cycle,
}
