using System.Globalization;
using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Units;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Harmonium.Runs.Inputs;

/// <summary>Checks that units can have the values of data.</summary>
internal static class UnitValues
{
    private const int Watched = 1000;

    /// <summary>The largest count for which Poisson units are advised: with larger ones, training diverges at the default learning rate.</summary>
    private const int MostCount = 20;

    /// <summary>Checks that the units can have the values of all examples.</summary>
    /// <param name="data">The data.</param>
    /// <param name="units">The visible units. Bernoulli units take gray levels from 0 to 1, which are binarized later.</param>
    /// <param name="canChoose">True if the kind of the visible units is a setting.</param>
    /// <exception cref="DataFileException">The values of an example do not fit the units.</exception>
    internal static void Require(Dataset data, LayerUnits units, bool canChoose)
    {
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        for (int row = 0; row < data.Count; row++)
        {
            data.Examples.CopyRows([row], example);
            if (Misfit(units, example.AsSpan()) is { } misfit)
                throw new DataFileException(data.Name, $"example {row + 1} does not fit {units.Kind} units: {misfit}. {Advice(data, units, canChoose)}");
        }
    }

    private static string? Misfit(LayerUnits units, ReadOnlySpan<float> values)
    {
        if (units is not Bernoulli)
            return units.Misfit(values);
        int column = 0;
        while (column < values.Length && values[column] is >= 0 and <= 1)
            column++;
        return column == values.Length ? null : $"column {column + 1} is {values[column]}; values from 0 to 1 are expected";
    }

    /// <summary>Returns a factor that brings the values into range, and the kinds of units that take them as they are.</summary>
    private static string Advice(Dataset data, LayerUnits units, bool canChoose)
    {
        List<LayerUnits> fitting = [.. UnitKind.All.Where(kind => canChoose && kind.Name != units.Kind && kind.Name != "categorical")
            .Select(kind => kind.Create(units.Count, Device.Default, new UnitFields { Trials = byte.MaxValue }))];
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        (float least, float most) = (0, 0);
        for (int row = 0; row < data.Count; row++)
        {
            data.Examples.CopyRows([row], example);
            (least, most) = (Math.Min(least, TensorPrimitives.Min<float>(example.AsSpan())), Math.Max(most, TensorPrimitives.Max<float>(example.AsSpan())));
            fitting.RemoveAll(other => Misfit(other, example.AsSpan()) is not null);
        }

        fitting.RemoveAll(other => other is Poisson && most > MostCount);
        string whole = most <= byte.MaxValue ? "255" : most.ToString("R", CultureInfo.InvariantCulture);
        string scale = units is Bernoulli && least >= 0 && most > 1 && float.IsFinite(most) ? $"Scale the values, such as by `scale=1/{whole}`" : "";
        string kinds = fitting.Count == 0 ? "" : $"se units that take these values: {string.Join(", ", fitting.Select(other => $"`visible={other.Kind}`"))}";
        return (scale, kinds) switch
        {
            ("", "") => "Scale or clean the data.",
            (_, "") => $"{scale}.",
            ("", _) => $"U{kinds}.",
            _ => $"{scale}, or u{kinds}.",
        };
    }

    /// <summary>The mean sum of an example, rounded, at least 1: the mean document length.</summary>
    internal static int MeanTotal(Dataset data)
    {
        Tensor example = Tensor.Zeros(1, data.Examples.Columns);
        double sum = 0;
        int count = Math.Min(data.Count, Watched);
        for (int row = 0; row < count; row++)
        {
            data.Examples.CopyRows([row], example);
            sum += TensorPrimitives.Sum<float>(example.AsSpan());
        }

        return (int)Math.Clamp(Math.Round(sum / Math.Max(1, count)), 1, int.MaxValue);
    }
}
