using System.Text.Json;
using Harmonium.Errors;
using Harmonium.Networks.Recurrent;

namespace Harmonium.Storage.Training;

/// <summary>Everything that decides what a training of a recurrent network makes of a text; a JSON object holds it under the names in camel case.</summary>
public sealed record TextTrainingSettings : DescentSettings
{
    /// <summary>Settings for texts: 50 pieces of 64 characters a step, 10 epochs, Adam from 0.004, gradients no longer than 5.</summary>
    public TextTrainingSettings() => (Batch, Epochs, LearningRate, GradientNorm) = (50, 10, 0.004, 5);

    /// <summary>The kind of the units, a word of <see cref="RecurrentLayer.Kinds"/>.</summary>
    public string Cell { get; init; } = "lstm";

    /// <summary>How many units a layer has, at least 1.</summary>
    public int Units { get; init; } = 256;

    /// <summary>How many layers, at least 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>The share of outputs that is left out between layers while learning, 0 to below 1 (Zaremba, Sutskever, Vinyals 2014).</summary>
    public double Dropout { get; init; }

    /// <summary>How many characters gradients go back, at least 1.</summary>
    public int Window { get; init; } = 64;

    /// <summary>The share at the end of the text that is held out, where it comes without such a part, 0 to below 1.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>The settings of a JSON object; those that it does not name have their defaults.</summary>
    /// <exception cref="ConfigurationException">A name is not known, or a value is not of the right kind.</exception>
    public static TextTrainingSettings FromJson(JsonElement json) => NetworkSettingsJson.Read(json, new TextTrainingSettings(), NetworkSettingsJson.Default.TextTrainingSettings);

    /// <summary>All settings as a JSON object; those that are null are left out.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, NetworkSettingsJson.Default.TextTrainingSettings);

    /// <summary>Refuses settings that make no sense.</summary>
    /// <exception cref="ConfigurationException">One lies outside its range, or two do not go together.</exception>
    public void Validate()
    {
        ValidateDescent();
        Require(Units >= 1, "units", Units, "at least 1");
        Require(Layers >= 1, "layers", Layers, "at least 1");
        Require(Window >= 1, "window", Window, "at least 1");
        Require(Dropout is >= 0 and < 1, "dropout", Dropout, "at least 0 and below 1");
        Require(Validation is >= 0 and < 1, "validation", Validation, "at least 0 and below 1");
        if (SearchesLines)
            throw new ConfigurationException("optimiser", "cg and lbfgs search along lines on one batch, and a text is read on from step to step. Choose adam, rms-prop, momentum or nesterov.");
        if (!RecurrentLayer.Kinds.ContainsKey(Cell))
            throw new ConfigurationException("cell", $"It is '{Cell}'; known are {string.Join(", ", RecurrentLayer.Kinds.Keys)}.");
    }

    internal IReadOnlyList<RecurrentLayer> NewLayers() => [.. Enumerable.Repeat(RecurrentLayer.Kinds[Cell](Units), Layers)];
}
