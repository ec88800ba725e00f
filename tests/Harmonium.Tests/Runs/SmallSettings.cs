using Harmonium.Runs.Models;
using Harmonium.Runs.Settings;

namespace Harmonium.Tests.Runs;

/// <summary>Settings of any kind by which a training takes moments and yet has something of everything that has a state.</summary>
internal static class SmallSettings
{
    /// <summary>The effective settings; what a kind does not have is left out.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="hidden">How many units a hidden layer has.</param>
    /// <param name="batch">Examples per step.</param>
    internal static KindSettings Of(ModelKind kind, int hidden = 6, int batch = 20)
    {
        List<KeyValuePair<string, string>> words = [];
        foreach (Setting setting in kind.Settings.All)
        {
            string? value = setting.LocalName switch
            {
                "epochs" => "2",
                "batch" => $"{batch}",
                "hidden" => SizesLike(setting, hidden),
                "units" => $"{hidden}",
                "chains" => "10",
                "window" => "9",
                "patterns" => "5",
                "patience" => "2",
                "checkpointSteps" => "1",
                "momentum" => "0.5",
                "averageFrom" => "0.5",
                _ => null,
            };
            if (value is not null)
                words.Add(KeyValuePair.Create(setting.Name, value));
        }

        return kind.Effective((KindSettings)kind.Settings.With(kind.Settings.Defaults, words));
    }

    /// <summary>Returns a size, or a list of decreasing sizes as long as the default list.</summary>
    private static string SizesLike(Setting setting, int hidden)
    {
        int layers = setting.DefaultText.Split(',').Length;
        return string.Join(',', Enumerable.Range(0, layers).Select(layer => Math.Max(1, hidden - layer)));
    }
}
