namespace Harmonium.Numerics.Kernels.Sequences;

/// <summary>
/// An LSTM over a sequence, step after step, each [batch, …]. Inputs and gates are [steps·batch, 4·units]; cells and outputs, [(steps + 1)·batch, units],
/// start with the initial state.
/// </summary>
internal unsafe struct LstmTask
{
    internal int Steps;
    internal int Batch;
    internal int Units;

    /// <summary>The packed recurrent weights, [units, 4·units]; for the backward pass, their transpose.</summary>
    internal float* PackedWeights;

    /// <summary>The inputs; for the backward pass, the gradient of the outputs, [steps·batch, units].</summary>
    internal float* Incoming;

    /// <summary>The input row of each row of a step; null if the rows are in order.</summary>
    internal int[]? Indices;
    internal float* Gates;
    internal float* Cells;
    internal float* Outputs;

    /// <summary>The number of elements per step of cells or outputs. A step of gates has four times as many.</summary>
    internal readonly nint StepNumbers => (nint)Batch * Units;
}
