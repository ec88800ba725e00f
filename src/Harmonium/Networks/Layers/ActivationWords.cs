using System.Text.Json;
using Harmonium.Numerics.Functions;

namespace Harmonium.Networks.Layers;

/// <summary>The names of activations in files and on command lines.</summary>
internal static class ActivationWords
{
    private static readonly (string Word, ActivationKind Kind)[] _words =
    [
        ("linear", ActivationKind.Linear), ("logistic", ActivationKind.Logistic), ("tanh", ActivationKind.Tanh), ("relu", ActivationKind.Rectifier),
            ("softplus", ActivationKind.Softplus),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _words.Select(pair => pair.Word)];

    /// <summary>The names, separated by commas.</summary>
    public static string All { get; } = string.Join(", ", Names);

    /// <summary>Returns the name of an activation.</summary>
    public static string Of(Activation activation) => _words.First(pair => pair.Kind == activation.Kind).Word;

    /// <summary>Returns the activation with a name; null if there is none.</summary>
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
