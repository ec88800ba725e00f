namespace Harmonium.Networks.Neurons;

/// <summary>A McCulloch–Pitts neuron: a(x) = θ(Σ w x − threshold) with the Heaviside function θ(z) = [z ≥ 0] (McCulloch &amp; Pitts 1943).</summary>
internal sealed class McCullochPittsNeuron
{
    private readonly float[] _weights;
    private readonly double _threshold;

    /// <summary>Creates a neuron.</summary>
    /// <param name="weights">One weight per input: positive weights excite, negative weights inhibit.</param>
    /// <param name="threshold">The sum at which the neuron fires.</param>
    public McCullochPittsNeuron(IReadOnlyList<float> weights, double threshold)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _weights = [.. weights];
        _threshold = threshold;
    }

    /// <summary>Creates a neuron that fires if all inputs are 1.</summary>
    public static McCullochPittsNeuron And(int inputs) => new([.. Enumerable.Repeat(1f, inputs)], inputs);

    /// <summary>Creates a neuron that fires if at least one input is 1.</summary>
    public static McCullochPittsNeuron Or(int inputs) => new([.. Enumerable.Repeat(1f, inputs)], 1);

    /// <summary>Creates a neuron that fires if its input is 0.</summary>
    public static McCullochPittsNeuron Not() => new([-1], 0);

    /// <summary>Returns Σ w x − threshold.</summary>
    /// <exception cref="ArgumentException">The number of inputs differs from the number of weights.</exception>
    public double Excitation(ReadOnlySpan<float> inputs)
    {
        if (inputs.Length != _weights.Length)
            throw new ArgumentException($"The neuron has {_weights.Length} inputs; {inputs.Length} values were given.", nameof(inputs));
        double sum = -_threshold;
        for (int i = 0; i < inputs.Length; i++)
            sum += (double)_weights[i] * inputs[i];
        return sum;
    }

    /// <summary>Returns true if the neuron fires.</summary>
    /// <exception cref="ArgumentException">The number of inputs differs from the number of weights.</exception>
    public bool Fires(ReadOnlySpan<float> inputs) => Excitation(inputs) >= 0;
}
