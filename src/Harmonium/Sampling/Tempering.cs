using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Sampling;

/// <summary>
/// Sampling from exp(−E/T): where the energy of units is −b·x, the whole of what they see, input + b, is divided by T. Units add b
/// themselves, so the input becomes input/T + (1/T − 1) b.
/// </summary>
internal static class Tempering
{
    /// <summary>Changes an input, [batch, units], to that at a temperature.</summary>
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

    /// <summary>Refuses a temperature that is none, or a machine whose energy is not linear in its states.</summary>
    internal static void Require(BoltzmannMachine machine, double temperature)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is finite and above 0.");
        if (temperature != 1 && machine.Layers.FirstOrDefault(layer => !BinaryValues.Has(layer.Units)) is { } other)
            throw new ArgumentException($"Units of two values can be heated and cooled; the layer '{other.Name}' has {other.Units.Kind} units.",
                nameof(machine));
    }
}
