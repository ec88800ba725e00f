using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Storage;

/// <summary>A few examples, the same after every epoch, on which a training is watched.</summary>
internal sealed class MonitoredExamples
{
    /// <summary>Enough for the standard error of a mean to be small beside what an epoch changes, few enough to cost little beside it.</summary>
    private const int Most = 1000;

    private readonly ulong _seed;

    internal MonitoredExamples(Dataset data, Binarisation binarisation, ulong seed, Device device)
    {
        _seed = seed;
        Dataset some = data.Count <= Most ? data : data.Split(seed, Most)[0];
        // Where training draws pixels at each visit, these are drawn once: what changes from epoch to epoch is then the machine.
        Dataset fixedOnce = Binariser.Fix(some, binarisation == Binarisation.Sampled ? Binarisation.Static : binarisation, seed);
        Values = Tensor.Zeros(device, some.Count, some.Examples.Columns);
        fixedOnce.Examples.CopyRows([.. Enumerable.Range(0, some.Count)], Values);
        States = States.From(Values);
    }

    /// <summary>[examples, units].</summary>
    internal Tensor Values { get; }

    internal States States { get; }

    /// <summary>The mean squared difference between a unit and its mean-field reconstruction.</summary>
    internal double ReconstructionError(Rbm rbm)
    {
        ReadOnlySpan<float> given = Values.AsSpan(), made = rbm.Reconstruct(States).AsSpan();
        double sum = 0;
        for (int i = 0; i < given.Length; i++)
            sum += ((double)given[i] - made[i]) * ((double)given[i] - made[i]);
        return sum / given.Length;
    }

    /// <summary>The mean free energy, in nats.</summary>
    internal double FreeEnergy(Rbm rbm) => rbm.FreeEnergy(States).Average();

    /// <summary>
    /// The mean of D · log p(v_i | the other units), with one unit i of the D drawn for each example and flipped
    /// (Marlin, Swersky, Chen, de Freitas 2010, section 3.2), in nats.
    /// </summary>
    internal double PseudoLogLikelihood(Rbm rbm, int epoch)
    {
        Tensor flipped = Values.Clone();
        RandomStream random = RandomStream.For(_seed, Purpose.Evaluation, epoch);
        for (int row = 0; row < flipped.Rows; row++)
        {
            int unit = (int)(((ulong)random.Block(0, (uint)row).A * (ulong)flipped.Columns) >> 32);
            flipped[row, unit] = 1 - flipped[row, unit];
        }

        double[] given = rbm.FreeEnergy(States), other = rbm.FreeEnergy(States.From(flipped));
        double sum = 0;
        for (int row = 0; row < given.Length; row++)
            sum -= Softplus(given[row] - other[row]);
        return flipped.Columns * sum / given.Length;
    }

    /// <summary>log(1 + eˣ) without overflow.</summary>
    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
