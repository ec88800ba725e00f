using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
using Harmonium.Sampling;
using Harmonium.Units;

namespace Harmonium.Evaluation.Monitors;

/// <summary>
/// The distance of the mean-field reconstruction M[v | M[h | v]] from the data. Use it only as a monitor: it falls for machines that mix badly as
/// well as for good ones (Hinton 2010, section 5.1).
/// </summary>
/// <param name="Squared">The mean of Σ_i (v_i − r_i)², per example.</param>
/// <param name="CrossEntropy">The mean of −log p(v | M[h | v]), in nats per example; for Bernoulli units −Σ v log r + (1 − v) log(1 − r).</param>
public sealed record ReconstructionError(double Squared, double CrossEntropy)
{
    /// <summary>Computes the error over a data set.</summary>
    /// <exception cref="ArgumentException">The data do not match the machine.</exception>
    public static ReconstructionError Of(RestrictedBoltzmannMachine rbm, VisibleData data) => Of(rbm?.Machine!, data);

    /// <summary>
    /// Computes the error over a data set for a machine, summed over its visible layers. Coupled hidden layers have mean-field means. Each visible layer is
    /// reconstructed from the hidden means and, if visible layers are coupled, from the data of the others.
    /// </summary>
    /// <exception cref="ArgumentException">The data do not match the machine.</exception>
    /// <exception cref="InvalidOperationException">Hidden units are coupled, and the layers do not form two sides.</exception>
    public static ReconstructionError Of(BoltzmannMachine machine, MachineData data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        MeanOfExamples squared = new(), crossEntropy = new();
        HiddenPosterior posterior = new(machine);
        foreach (MachineState block in data.Blocks(machine))
        {
            (double[] squares, double[] surprises) = PerExample(posterior, block);
            squared.Add(squares);
            crossEntropy.Add(surprises);
        }

        return new ReconstructionError(squared.Mean, crossEntropy.Mean);
    }

    /// <summary>Computes both errors of each example, [batch].</summary>
    internal static (double[] Squared, double[] CrossEntropy) PerExample(HiddenPosterior posterior, MachineState visible)
    {
        BoltzmannMachine machine = posterior.Machine;
        MachineState means = posterior.MeansOf(visible);
        double[] squares = new double[visible.Rows], surprises = new double[visible.Rows];
        foreach (Layer layer in machine.LayersOf(LayerRole.Visible))
            Add(layer.Units.For(visible[layer]), machine.Input(layer, means), visible[layer], squares, surprises);
        return (squares, surprises);
    }

    private static void Add(LayerUnits units, Tensor input, States states, double[] squares, double[] surprises)
    {
        Tensor difference = units.Mean(input).AddScaled(states.AsTensor(), -1);
        double[] square = difference.DotRows(States.Dense(difference)), logProbability = units.LogProbability(states, input);
        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] += square[i];
            surprises[i] -= logProbability[i];
        }
    }
}
