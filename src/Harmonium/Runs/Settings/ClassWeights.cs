using System.Globalization;
using Harmonium.Data;
using Harmonium.Errors;

namespace Harmonium.Runs.Settings;

/// <summary>
/// The weights of the classes in the loss of every classifier, so that rare classes count: the gradient of an example is multiplied by the weight of its
/// class. The setting is <c>none</c>, <c>balanced</c> with w_k = n / (K n_k), where n_k of the n labeled training examples are of class k and K classes have
/// examples (King &amp; Zeng 2001; the formula of scikit-learn), or weights by name such as <c>common=1,rare=50</c>, where classes without a name weigh 1.
/// Balanced weights have the mean 1 over the training examples, so that the learning rate keeps its meaning.
/// </summary>
internal static class ClassWeights
{
    /// <summary>The value for equal weights, which is the default.</summary>
    internal const string None = "none";

    /// <summary>The description of the setting for the help.</summary>
    internal const string Description = "the weights of the classes in the loss: none, balanced (inverse to the class counts), or by name such as " +
        "common=1,rare=50";

    private const string Balanced = "balanced";

    /// <summary>Checks the form of the setting; the names are checked with the data.</summary>
    /// <exception cref="ConfigurationException">It is neither a known word nor a list of names with weights above 0.</exception>
    internal static void Check(string words)
    {
        if (words is not (None or Balanced))
            _ = Parse(words);
    }

    /// <summary>Returns the weight of every class; null for equal weights.</summary>
    /// <param name="words">The value of the setting.</param>
    /// <param name="labeled">The labeled training examples.</param>
    /// <exception cref="ConfigurationException">A name is not a class of the data.</exception>
    internal static float[]? Of(string words, Dataset labeled)
    {
        if (words == None)
            return null;
        int[] counts = Counts(labeled, labeled.Classes);
        int used = counts.Count(count => count > 0), total = counts.Sum();
        if (words == Balanced)
            return [.. counts.Select(count => count == 0 ? 1f : (float)((double)total / (used * (double)count)))];
        float[] weights = [.. counts.Select(_ => 1f)];
        string[] names = [.. ClassLabels.NamesOf(labeled.ClassNames, labeled.Classes)];
        foreach ((string name, float weight) in Parse(words))
        {
            int place = Array.FindIndex(names, known => known == name || ClassLabels.NameOf(known) == ClassLabels.NameOf(name));
            weights[place >= 0 ? place : throw Unknown(name, names)] = weight;
        }

        return weights;
    }

    /// <summary>Returns the number of examples of every class.</summary>
    internal static int[] Counts(Dataset labeled, int classes)
    {
        int[] counts = new int[classes];
        foreach (int label in labeled.Labels ?? [])
            counts[label]++;
        return counts;
    }

    private static List<(string Name, float Weight)> Parse(string words)
    {
        List<(string Name, float Weight)> parsed = [];
        foreach (string word in words.Split(','))
        {
            int sign = word.LastIndexOf('=');
            if (sign < 1 || !float.TryParse(word[(sign + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out float weight)
                || !(weight > 0) || !float.IsFinite(weight))
            {
                throw new ConfigurationException("classWeights",
                    $"It is “{words}”; expected none, balanced, or names of classes with weights above 0, such as common=1,rare=50.");
            }

            parsed.Add((word[..sign].Trim(), weight));
        }

        return parsed;
    }

    private static ConfigurationException Unknown(string name, string[] names) => new("classWeights",
        $"It names the class “{name}”; the classes of the data are {ClassLabels.ListOf(names)}. Use one of these names.{NameDistance.Hint(name, names)}");
}
