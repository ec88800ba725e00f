using Harmonium.Numerics;
using Harmonium.Numerics.Functions;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Units;

/// <summary>
/// Units with values in [0, 1] and energy E(x) = −b·x: p(x | input) ∝ exp((input + b) x), the truncated exponential distribution (Bengio, Lamblin,
/// Popovici, Larochelle 2007, appendix).
/// </summary>
public sealed class TruncatedExponential : SeparateUnits
{
    // For smaller |z| the closed forms lose digits to cancellation. Three terms of the series are accurate to 1e-13 there.
    private const double Small = 0.01;

    /// <summary>Creates units with all biases 0, which are uniform distributions.</summary>
    public TruncatedExponential(int count)
        : this(Tensor.Zeros(count))
    {
    }

    /// <summary>Creates units with the given biases, [units]. The tensor is not copied.</summary>
    public TruncatedExponential(Tensor bias)
        : base(bias)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "truncated-exponential";

    /// <inheritdoc/>
    protected override string Values => "numbers from 0 to 1";

    /// <summary>1 / (1 − exp(−z)) − 1 / z, z = input + b, [batch, units] → [batch, units].</summary>
    public override Tensor Mean(Tensor input, Tensor? into = null) => MeanBy(UnitLaw.UnitInterval, input, into);

    /// <inheritdoc/>
    public override States Sample(Tensor input, RandomStream random, States? into = null, Tensor? means = null) =>
        DrawBy(UnitLaw.UnitInterval, input, random, into, means);

    /// <inheritdoc/>
    public override LayerUnits Clone() => new TruncatedExponential(Bias.Clone());

    /// <inheritdoc/>
    protected override bool IsState(float value) => value is >= 0 and <= 1;

    /// <inheritdoc/>
    protected override double BaseEnergyAt(float x) => 0;

    /// <summary>log((exp z − 1) / z).</summary>
    protected override double LogPartitionAt(double z)
    {
        double size = Math.Abs(z), shift = Math.Max(z, 0);
        return size < Small
            ? (z / 2) + (z * z / 24) - (z * z * z * z / 2880)
            : shift + double.LogP1(-Math.Exp(-size)) - Math.Log(size);
    }

    /// <summary>1 / (1 − exp(−z)) − 1 / z.</summary>
    protected override double MeanAt(double z) =>
        Math.Abs(z) < Small ? 0.5 + (z / 12) - (z * z * z / 720) : (1 / -double.ExpM1(-z)) - (1 / z);

    /// <summary>1 / z² − exp(z) / (exp z − 1)².</summary>
    protected override double VarianceAt(double z)
    {
        if (Math.Abs(z) < Small)
            return (1.0 / 12) - (z * z / 240);
        double half = Math.Sinh(Math.Min(Math.Abs(z), 700) / 2);
        return (1 / (z * z)) - (1 / (4 * half * half));
    }

    /// <summary>0 or 1, the end at which the density is largest.</summary>
    protected override double ModeAt(double z) => z > 0 ? 1 : 0;

    /// <inheritdoc/>
    protected override float DrawAt(double z, RandomStream random, int row, int column)
    {
        (uint a, uint b, _, _) = random.Block((uint)column, (uint)row);
        double u = (((((ulong)a << 32) | b) >> 11) + 0.5) / (1UL << 53);
        if (Math.Abs(z) < 1e-6)
            return (float)u;
        // Inversion from the end with the larger density: the distance from that end is exponential, truncated at 1.
        double fromTop = -double.LogP1(u * double.ExpM1(-Math.Abs(z))) / Math.Abs(z);
        return (float)(z > 0 ? 1 - fromTop : fromTop);
    }

    /// <summary>Returns the z of a mean by Newton's method, limited to ±300.</summary>
    protected override double NaturalOf(double mean, int examples)
    {
        double doubt = 0.5 / (examples + 1.0), wanted = Math.Clamp(mean, doubt, 1 - doubt), z = 0;
        for (int i = 0; i < 100; i++)
        {
            double step = (wanted - MeanAt(z)) / VarianceAt(z);
            z = Math.Clamp(z + Math.Clamp(step, -20, 20), -300, 300);
        }

        return z;
    }
}
