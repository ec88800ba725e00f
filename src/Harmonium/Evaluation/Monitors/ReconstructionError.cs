using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Units;

namespace Harmonium.Evaluation.Monitors;

/// <summary>
/// How far the mean-field reconstruction M[v | M[h | v]] is from the data. A monitor only: it falls for machines that mix badly
/// as well as for good ones (Hinton 2010, section 5.1).
/// </summary>
/// <param name="Squared">Mean Σ_i (v_i − r_i)², an example.</param>
/// <param name="CrossEntropy">Mean −log p(v | M[h | v]), in nats an example; for Bernoulli units −Σ v log r + (1 − v) log(1 − r).</param>
public sealed record ReconstructionError(double Squared, double CrossEntropy)
{
    /// <summary>The error over a data set.</summary>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    public static ReconstructionError Of(Rbm rbm, VisibleData data)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        ArgumentNullException.ThrowIfNull(data);
        data.RequireFit(rbm.Visible);
        LayerUnits units = rbm.Visible.Units;
        MeanOfExamples squared = new(), crossEntropy = new();
        foreach (States block in data.Blocks(rbm.Weights.Device))
        {
            units = rbm.Visible.Units.For(block);
            Tensor input = rbm.VisibleInput(States.Dense(rbm.MeanHiddenFrom(block)));
            Tensor difference = units.Mean(input).AddScaled(block.AsTensor(), -1);
            squared.Add(difference.DotRows(States.Dense(difference)));
            // −log p(v | input) = E(v) − input·v + log Σₓ exp(input·x − E(x)), for units of any kind; no logarithm of a rounded 0.
            double[] energy = units.Energy(block), interaction = input.DotRows(block), logPartition = units.LogPartition(input);
            for (int i = 0; i < energy.Length; i++)
                crossEntropy.Add(energy[i] - interaction[i] + logPartition[i]);
        }

        return new ReconstructionError(squared.Mean, crossEntropy.Mean);
    }
}
