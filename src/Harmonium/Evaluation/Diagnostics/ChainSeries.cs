namespace Harmonium.Evaluation.Diagnostics;

/// <summary>Checks of the numbers along chains.</summary>
internal static class ChainSeries
{
    /// <summary>Returns the common length of the chains.</summary>
    /// <exception cref="ArgumentException">There are no chains, or they differ in length or are too short.</exception>
    internal static int RequireLength(IReadOnlyList<double[]> chains, int least)
    {
        ArgumentNullException.ThrowIfNull(chains);
        if (chains.Count == 0)
            throw new ArgumentException("At least one chain is needed.", nameof(chains));
        int length = chains[0].Length;
        if (length < least || chains.Any(chain => chain.Length != length))
            throw new ArgumentException($"Chains of one length with at least {least} numbers are needed; their lengths are " +
                $"{string.Join(", ", chains.Select(chain => chain.Length).Distinct())}.", nameof(chains));
        return length;
    }
}
