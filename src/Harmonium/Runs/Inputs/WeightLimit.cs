using Harmonium.Errors;

namespace Harmonium.Runs.Inputs;

/// <summary>The maximum size of a weight matrix.</summary>
internal static class WeightLimit
{
    /// <summary>Checks the size of a weight matrix.</summary>
    /// <exception cref="ConfigurationException">The matrix would be too large.</exception>
    internal static void Require(int inputs, int hidden)
    {
        if ((long)inputs * hidden > Array.MaxLength)
            throw new ConfigurationException("hidden",
                $"The weight matrix of {inputs} visible by {hidden} hidden units is too large. Use fewer hidden units.");
    }
}
