using Harmonium.Machines;
using Harmonium.Mathematics;
using Harmonium.Numerics;
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
    public static ReconstructionError Of(RestrictedBoltzmannMachine rbm, VisibleData data) => Of(rbm?.Machine!, data);

    /// <summary>
    /// The error over a data set of a machine whose hidden units are independent given the visible ones, summed over its visible layers; each is reconstructed
    /// from
    /// the hidden means and, where visible layers are coupled, from the data of the others.
    /// </summary>
    /// <exception cref="ArgumentException">The data do not fit the machine.</exception>
    /// <exception cref="InvalidOperationException">Hidden layers are coupled: their means have no closed form.</exception>
    public static ReconstructionError Of(BoltzmannMachine machine, MachineData data)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(data);
        MeanOfExamples squared = new(), crossEntropy = new();
        foreach (MachineState block in data.Blocks(machine))
        {
            MachineState means = machine.WithHiddenMeans(block);
            double[] squares = new double[block.Rows], surprises = new double[block.Rows];
            foreach (Layer layer in machine.LayersOf(LayerRole.Visible))
                Add(layer.Units.For(block[layer]), machine.Input(layer, means), block[layer], squares, surprises);
            squared.Add(squares);
            crossEntropy.Add(surprises);
        }

        return new ReconstructionError(squared.Mean, crossEntropy.Mean);
    }

    private static void Add(LayerUnits units, Tensor input, States states, double[] squares, double[] surprises)
    {
        Tensor difference = units.Mean(input).AddScaled(states.AsTensor(), -1);
        // −log p(v | input) = E(v) − input·v + log Σₓ exp(input·x − E(x)), for units of any kind; no logarithm of a rounded 0.
        double[] energy = units.Energy(states), interaction = input.DotRows(states), logPartition = units.LogPartition(input);
        double[] square = difference.DotRows(States.Dense(difference));
        for (int i = 0; i < squares.Length; i++)
        {
            squares[i] += square[i];
            surprises[i] += energy[i] - interaction[i] + logPartition[i];
        }
    }
}
