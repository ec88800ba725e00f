namespace Harmonium.Numerics.Kernels.Sequences;

/// <summary>
/// A sequence of long short-term memory: steps one behind the other, each [batch, …]. Incoming sums and gates are [steps·batch, 4·units]; cells and outputs
/// [(steps + 1)·batch, units] begin with the state before the first step.
/// </summary>
internal unsafe struct LstmTask
{
    internal int Steps;
    internal int Batch;
    internal int Units;

    /// <summary>The recurrent weights [units, 4·units], or on the way back their transpose, in panels.</summary>
    internal float* Panels;

    /// <summary>What came in; on the way back the gradient of the outputs, [steps·batch, units].</summary>
    internal float* Incoming;

    /// <summary>Which row of what came in each row of a step is; null where they are in order.</summary>
    internal int[]? Indices;
    internal float* Gates;
    internal float* Cells;
    internal float* Outputs;

    /// <summary>The numbers of one step of cells or outputs; a step of gates has four times as many.</summary>
    internal readonly nint StepNumbers => (nint)Batch * Units;
}
