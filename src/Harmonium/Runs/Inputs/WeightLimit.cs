using Harmonium.Errors;

namespace Harmonium.Runs.Inputs;

/// <summary>How large a matrix of weights may be.</summary>
internal static class WeightLimit
{
    /// <summary>Refuses more weights than a matrix can hold.</summary>
    /// <exception cref="ConfigurationException">There are more.</exception>
    internal static void Require(int inputs, int hidden)
    {
        if ((long)inputs * hidden > Array.MaxLength)
            throw new ConfigurationException("hidden",
                $"{inputs} visible by {hidden} hidden units make more weights than a matrix can hold. Ask for fewer hidden units.");
    }
}
