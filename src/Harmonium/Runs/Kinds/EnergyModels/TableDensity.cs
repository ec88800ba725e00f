using Harmonium.Errors;
using Harmonium.Evaluation;
using Harmonium.Evaluation.Monitors;
using Harmonium.Machines;
using Harmonium.Machines.Tables;
using Harmonium.Numerics;
using Harmonium.Runs.Models;
using Harmonium.Sampling;

namespace Harmonium.Runs.Kinds.EnergyModels;

/// <summary>
/// Free energies and likelihoods of the rows of a table. Real columns are measured in standard deviations of the training data. The likelihood is that of
/// the rows without missing cells.
/// </summary>
/// <param name="rbm">The machine.</param>
internal sealed class TableDensity(TableMachine rbm) : Density
{
    private readonly TableStates _states = new(rbm);

    /// <summary>F(v) of each row, in nats; with missing cells the mean of F over draws from p(missing | known).</summary>
    public override double[] FreeEnergy(States examples) => MeanOver(examples, rbm.Machine.FreeEnergy);

    /// <inheritdoc/>
    public override double[] ReconstructionErrors(States examples) =>
        MeanOver(examples, state => ReconstructionError.PerExample(new HiddenPosterior(rbm.Machine), state).Squared);

    /// <inheritdoc/>
    public override double[,] Contributions(States examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        Tensor cells = examples.AsTensor();
        IReadOnlyList<MachineState> states = _states.Of(cells);
        ColumnSurprise measure = new(rbm.Machine);
        int[] columns = [.. rbm.Encoding.Layers.SelectMany(layer => layer.Columns)];
        double[,] contributions = new double[cells.Rows, cells.Columns];
        foreach (MachineState state in states)
        {
            double[,] ofBlocks = measure.Of(state);
            for (int row = 0; row < cells.Rows; row++)
            {
                for (int block = 0; block < columns.Length; block++)
                    contributions[row, columns[block]] += float.IsNaN(cells[row, columns[block]]) ? double.NaN : ofBlocks[row, block] / states.Count;
            }
        }

        return contributions;
    }

    /// <inheritdoc/>
    public override RbmEvaluation Evaluate(
        VisibleData test, VisibleData? training = null, EvaluationOptions? options = null, IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        MachineData known = _states.WithoutMissing(test)
            ?? throw new UnfitDataException($"Every row of {test.Name} has a missing cell, so there is no likelihood of whole rows. Fill in the missing " +
                "cells first, or use rows without missing cells.");
        return RbmEvaluation.Of(rbm.Machine, known, training is null ? null : _states.WithoutMissing(training), options, progress, cancel);
    }

    private double[] MeanOver(States examples, Func<MachineState, double[]> measure)
    {
        ArgumentNullException.ThrowIfNull(examples);
        IReadOnlyList<double[]> all = [.. _states.Of(examples.AsTensor()).Select(measure)];
        return [.. Enumerable.Range(0, examples.Rows).Select(row => all.Average(draw => draw[row]))];
    }
}
