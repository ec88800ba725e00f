using System.Text.Json;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Layers;

/// <summary>Activations as words of files and command lines.</summary>
public static class ActivationWords
{
    private static readonly (string Word, ActivationKind Kind)[] _words =
    [
        ("linear", ActivationKind.Linear), ("logistic", ActivationKind.Logistic), ("tanh", ActivationKind.Tanh), ("relu", ActivationKind.Rectifier),
            ("softplus", ActivationKind.Softplus),
    ];

    /// <summary>The words.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _words.Select(pair => pair.Word)];

    /// <summary>The words, with commas between.</summary>
    public static string All { get; } = string.Join(", ", Names);

    /// <summary>The word of an activation.</summary>
    public static string Of(Activation activation) => _words.First(pair => pair.Kind == activation.Kind).Word;

    /// <summary>The activation of a word; null where there is none.</summary>
    public static Activation? Find(string word, double slope = 1)
    {
        foreach ((string known, ActivationKind kind) in _words)
        {
            if (known == word)
                return new Activation(kind, (float)slope);
        }

        return null;
    }

    internal static void Write(Utf8JsonWriter json, Activation activation)
    {
        json.WriteString("activation", Of(activation));
        if (activation.Slope != 1)
            json.WriteNumber("slope", activation.Slope);
    }
}
