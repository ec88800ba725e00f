using Harmonium.Machines;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Runs.Models;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>The features of the rows of a table: p(h = 1 | known cells) of every hidden unit, averaged over draws of the missing cells.</summary>
/// <param name="rbm">The machine.</param>
internal sealed class TableEncoder(TableMachine rbm) : Encoder
{
    private readonly TableStates _states = new(rbm);

    /// <inheritdoc/>
    public override int Features => rbm.Hidden.Units.Count;

    /// <inheritdoc/>
    public override string NoReconstruction => "its examples are rows of a table. Fill in missing cells instead, with: harmonium complete";

    /// <inheritdoc/>
    public override Tensor Transform(States examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        IReadOnlyList<MachineState> states = _states.Of(examples.AsTensor());
        Tensor sum = Tensor.Zeros(examples.Device, examples.Rows, Features);
        foreach (MachineState state in states)
            sum.AddScaled(rbm.Machine.WithHiddenMeans(state)[rbm.Hidden].AsTensor(), 1f / states.Count);
        return sum;
    }
}
