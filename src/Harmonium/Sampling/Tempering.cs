using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Sampling;

/// <summary>
/// Sampling from exp(−E/T). For units with energy −b·x, the total input, input + b, is divided by T. Units add b themselves, so the input becomes
/// input/T + (1/T − 1) b.
/// </summary>
internal static class Tempering
{
    /// <summary>Scales an input, [batch, units], to a temperature in place.</summary>
    internal static Tensor Apply(LayerUnits units, Tensor input, double temperature)
    {
        if (temperature == 1)
            return input;
        ReadOnlySpan<float> bias = units.BiasPerUnit.AsSpan();
        float inverse = (float)(1 / temperature), rest = (float)((1 / temperature) - 1);
        for (int example = 0; example < input.Rows; example++)
        {
            Span<float> x = input.Row(example);
            for (int i = 0; i < x.Length; i++)
                x[i] = (inverse * x[i]) + (rest * bias[i]);
        }

        return input;
    }

    /// <summary>Checks that a temperature is valid, and that the machine has an energy that is linear in its states unless the temperature is 1.</summary>
    internal static void Require(BoltzmannMachine machine, double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "The temperature must be finite and above 0.");
        if (temperature != 1 && machine.Layers.FirstOrDefault(layer => !BinaryValues.Has(layer.Units)) is { } other)
            throw new ArgumentException($"A temperature other than 1 needs units with two values; the layer '{other.Name}' has {other.Units.Kind} units.",
                nameof(machine));
    }
}
