namespace Harmonium.Networks.Neurons;

/// <summary>a(x) = θ(Σ w x − threshold) with the Heaviside function θ(z) = [z ≥ 0] (McCulloch &amp; Pitts 1943).</summary>
public sealed class McCullochPittsNeuron
{
    private readonly float[] _weights;
    private readonly double _threshold;

    /// <summary>A neuron.</summary>
    /// <param name="weights">One weight an input: above 0 it excites, below 0 it inhibits.</param>
    /// <param name="threshold">What the sum must reach for the neuron to fire.</param>
    public McCullochPittsNeuron(IReadOnlyList<float> weights, double threshold)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _weights = [.. weights];
        _threshold = threshold;
    }

    /// <summary>Fires when all inputs do.</summary>
    public static McCullochPittsNeuron And(int inputs) => new([.. Enumerable.Repeat(1f, inputs)], inputs);

    /// <summary>Fires when at least one input does.</summary>
    public static McCullochPittsNeuron Or(int inputs) => new([.. Enumerable.Repeat(1f, inputs)], 1);

    /// <summary>Fires when its input does not.</summary>
    public static McCullochPittsNeuron Not() => new([-1], 0);

    /// <summary>Σ w x − threshold.</summary>
    /// <exception cref="ArgumentException">There are more or fewer inputs than weights.</exception>
    public double Excitation(ReadOnlySpan<float> inputs)
    {
        if (inputs.Length != _weights.Length)
            throw new ArgumentException($"The neuron has {_weights.Length} inputs; {inputs.Length} numbers were given.", nameof(inputs));
        double sum = -_threshold;
        for (int i = 0; i < inputs.Length; i++)
            sum += (double)_weights[i] * inputs[i];
        return sum;
    }

    /// <summary>Whether it fires.</summary>
    /// <exception cref="ArgumentException">There are more or fewer inputs than weights.</exception>
    public bool Fires(ReadOnlySpan<float> inputs) => Excitation(inputs) >= 0;
}
