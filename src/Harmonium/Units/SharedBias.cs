using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>
/// One bias for all units of a feature map, as in a convolutional layer (Lee, Grosse, Ranganath, Ng 2009, section 3.1). One number per map is learned
/// and applied to all units of the map. Unit i belongs to map i mod maps, as in the layout height × width × channels of <see cref="LayerShape"/>,
/// with the channel fastest.
/// </summary>
internal sealed class SharedBias
{
    private readonly Tensor _perUnit;

    /// <summary>Creates shared biases.</summary>
    /// <param name="values">The bias of each map, [maps], not copied.</param>
    /// <param name="units">The number of units, a multiple of the number of maps.</param>
    /// <exception cref="ArgumentException">The biases are not a vector, or the number of units is not a multiple of the number of maps.</exception>
    public SharedBias(Tensor values, int units)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Rank != 1)
            throw new ArgumentException($"The biases of feature maps must be a vector, [maps]; they are {Tensor.Describe(values.Shape)}.", nameof(values));
        if (units < values.Count || units % values.Count != 0)
            throw new ArgumentException($"{units} units cannot be divided into {values.Count} feature maps of equal size.", nameof(units));
        Values = values;
        _perUnit = Tensor.Zeros(values.Device, units);
    }

    /// <summary>The bias of each map, [maps]; changed by training.</summary>
    public Tensor Values { get; }

    /// <summary>The number of feature maps.</summary>
    public int Maps => Values.Count;

    /// <summary>The number of units.</summary>
    public int Units => _perUnit.Count;

    /// <summary>The current bias of each unit, [units]. Read-only, and valid until <see cref="Values"/> change.</summary>
    public Tensor PerUnit
    {
        get
        {
            // Written only when a bias has changed, so that threads that share a machine only read.
            Span<float> perUnit = _perUnit.AsSpan();
            ReadOnlySpan<float> values = Values.AsSpan();
            for (int start = 0; start < perUnit.Length; start += values.Length)
            {
                Span<float> place = perUnit.Slice(start, values.Length);
                if (!place.SequenceEqual(values))
                    values.CopyTo(place);
            }

            return _perUnit;
        }
    }

    /// <summary>
    /// Adds the sum over each map, times a factor. This turns a gradient with respect to the units' biases into one with respect to the maps' biases.
    /// </summary>
    /// <param name="perUnit">One number per unit, [units].</param>
    /// <param name="scale">The factor.</param>
    /// <param name="into">The tensor to add to, one number per map, [maps].</param>
    public void AddSums(Tensor perUnit, float scale, Tensor into)
    {
        ArgumentNullException.ThrowIfNull(into);
        double[] sums = SumsOf(perUnit);
        for (int map = 0; map < sums.Length; map++)
            into[map] += (float)(scale * sums[map]);
    }

    /// <summary>Returns the mean over each map, [units] → [maps].</summary>
    public Tensor MeansOf(Tensor perUnit) => Tensor.From([.. SumsOf(perUnit).Select(sum => (float)(sum * Maps / Units))], Maps).To(Values.Device);

    /// <summary>Returns a copy with its own tensor.</summary>
    public SharedBias Clone() => new(Values.Clone(), Units);

    private double[] SumsOf(Tensor perUnit)
    {
        ArgumentNullException.ThrowIfNull(perUnit);
        double[] sums = new double[Maps];
        ReadOnlySpan<float> values = perUnit.AsSpan();
        for (int i = 0; i < values.Length; i++)
            sums[i % sums.Length] += values[i];
        return sums;
    }
}
