namespace Harmonium.Cli.Parsing;

/// <summary>"Did you mean": the word that is nearest to a mistyped one.</summary>
internal static class Nearest
{
    private const int LongestWord = 60;

    /// <summary>The nearest word, if it is near enough to be meant: within a third of the length, but at least 2 changes.</summary>
    internal static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord)
            return null;
        (string? best, int least) = (null, Math.Max(2, word.Length / 3) + 1);
        foreach (string candidate in known)
        {
            int changes = Changes(word, candidate);
            if (changes < least)
                (best, least) = (candidate, changes);
        }

        return best;
    }

    /// <summary>The fewest characters to insert, delete, replace, or swap with their neighbour (Damerau 1964).</summary>
    private static int Changes(string a, string b)
    {
        int[,] distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                int replaced = distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                distance[i, j] = Math.Min(replaced, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[a.Length, b.Length];
    }
}
