namespace Harmonium.Data;

/// <summary>The distance between names, for "did you mean" hints.</summary>
internal static class NameDistance
{
    /// <summary>Returns the candidate nearest to a name, within a third of the name's length but at least 2; null if none is near enough.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        const int longestName = 100;
        if (name.Length > longestName)
            return null;
        (string Candidate, int Distance) best = candidates
            .Select(candidate => (candidate, Between(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.Item2)
            .FirstOrDefault();
        return best.Candidate is not null && best.Distance <= Math.Max(2, name.Length / 3) ? best.Candidate : null;
    }

    /// <summary>Returns the question " Did you mean x?", with a leading space, if a candidate is near enough; empty otherwise.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) => Nearest(name, candidates) is { } near ? $" Did you mean {near}?" : "";

    /// <summary>Returns the minimum number of characters to insert, delete or replace (Levenshtein 1966).</summary>
    public static int Between(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
