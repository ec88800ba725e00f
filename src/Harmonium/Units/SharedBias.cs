using Harmonium.Numerics;

namespace Harmonium.Units;

/// <summary>
/// One bias for all units of a feature map, as a convolutional layer has it (Lee, Grosse, Ranganath, Ng 2009, section 3.1). What is learned is a number per map;
/// units see it spread over themselves. Unit i belongs to map i mod maps: the layout height × width × channels of <see cref="LayerShape"/>, the channel
/// fastest.
/// </summary>
public sealed class SharedBias
{
    private readonly Tensor _perUnit;

    /// <summary>Biases of maps.</summary>
    /// <param name="values">The bias of each map, [maps], not copied.</param>
    /// <param name="units">How many units there are: a multiple of the maps.</param>
    /// <exception cref="ArgumentException">The biases are no vector, or the units do not make whole maps.</exception>
    public SharedBias(Tensor values, int units)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Rank != 1)
            throw new ArgumentException($"The biases of feature maps are a vector, [maps]; this tensor is {Tensor.Describe(values.Shape)}.", nameof(values));
        if (units < values.Count || units % values.Count != 0)
            throw new ArgumentException($"{units} units do not make {values.Count} feature maps of equal size.", nameof(units));
        Values = values;
        _perUnit = Tensor.Zeros(values.Device, units);
    }

    /// <summary>The bias of each map, [maps]: what learning changes.</summary>
    public Tensor Values { get; }

    /// <summary>How many feature maps there are.</summary>
    public int Maps => Values.Count;

    /// <summary>How many units there are.</summary>
    public int Units => _perUnit.Count;

    /// <summary>The bias that each unit has now, [units]; to be read only, and valid until <see cref="Values"/> change.</summary>
    public Tensor PerUnit
    {
        get
        {
            // Written only where a bias has moved, so that threads that apply a machine together all just read.
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

    /// <summary>Adds the sum over each map, times a factor: how a gradient with respect to the units' biases becomes one with respect to the maps'.</summary>
    /// <param name="perUnit">A number per unit, [units].</param>
    /// <param name="scale">The factor.</param>
    /// <param name="into">A number per map, [maps], that is added to.</param>
    public void AddSums(Tensor perUnit, float scale, Tensor into)
    {
        ArgumentNullException.ThrowIfNull(into);
        double[] sums = SumsOf(perUnit);
        for (int map = 0; map < sums.Length; map++)
            into[map] += (float)(scale * sums[map]);
    }

    /// <summary>The mean over each map, [units] → [maps].</summary>
    public Tensor MeansOf(Tensor perUnit) => Tensor.From([.. SumsOf(perUnit).Select(sum => (float)(sum * Maps / Units))], Maps).To(Values.Device);

    /// <summary>The same biases in a tensor of their own.</summary>
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
