using System.Text.Json.Serialization;
using Harmonium.Experiments.Reports.Languages;

namespace Harmonium.Experiments.Reports.Values;

/// <summary>A measured number, optionally with an interval. It has no number if the estimate did not converge.</summary>
internal sealed record MeasuredValue
{
    [JsonConstructor]
    private MeasuredValue()
    {
    }

    /// <summary>Gets the number; null if the estimate did not converge.</summary>
    [JsonInclude]
    public double? Number { get; private init; }

    /// <summary>Gets the lower end of the interval; null if there is none.</summary>
    [JsonInclude]
    public double? Low { get; private init; }

    /// <summary>Gets the upper end of the interval; null if there is none.</summary>
    [JsonInclude]
    public double? High { get; private init; }

    /// <summary>Gets the number of digits after the decimal point.</summary>
    [JsonInclude]
    public int Decimals { get; private init; }

    /// <summary>Creates a value without an interval.</summary>
    /// <param name="number">The number.</param>
    /// <param name="decimals">The number of digits after the decimal point, 0 to 15; 2 by default.</param>
    public static MeasuredValue Exact(double number, int decimals = 2) => new() { Number = number, Decimals = decimals };

    /// <summary>Creates a value with an interval. The number of digits depends on the width of the interval.</summary>
    /// <param name="number">The number.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end, not below the lower end.</param>
    /// <exception cref="ArgumentException">Thrown when the ends are in the wrong order or NaN.</exception>
    public static MeasuredValue Between(double number, double low, double high) =>
        new() { Number = number, Low = low, High = high, Decimals = NumberText.DecimalsFor(low, high) };

    /// <summary>Gets the value of an estimate that did not converge.</summary>
    public static MeasuredValue NotConverged { get; } = new();

    /// <summary>Returns text such as "−142.56", "−86.3 [−87.1, −85.9]" or "not converged".</summary>
    public string ToText(Language language)
    {
        if (Number is not double number)
            return NumberText.NotConverged(language);
        string words = NumberText.Fixed(number, Decimals, language);
        return Low is double low && High is double high ? $"{words} {NumberText.Interval(low, high, Decimals, language)}" : words;
    }

    /// <summary>Returns the text in English.</summary>
    public override string ToString() => ToText(Language.English);
}
