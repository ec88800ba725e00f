using System.Globalization;
using Harmonium.Errors;

namespace Harmonium.Runs.Inputs;

/// <summary>Checks the memory that a training needs before it is allocated. The estimates are lower bounds: they refuse only what cannot fit.</summary>
internal static class MemoryLimit
{
    /// <summary>The least numbers of a training per weight: the weight, and its gradient or momentum.</summary>
    private const int NumbersPerWeight = 2;

    /// <summary>The memory of this computer, or the limit of this process, in bytes.</summary>
    internal static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Checks the weights of a model.</summary>
    /// <param name="setting">The setting to change, such as <c>hidden</c>.</param>
    /// <param name="advice">What to do, a sentence.</param>
    /// <param name="matrices">The size of every matrix.</param>
    /// <exception cref="ConfigurationException">The weights do not fit the memory, or a matrix has more elements than an array can hold.</exception>
    internal static void RequireWeights(string setting, string advice, params IEnumerable<(long Rows, long Columns)> matrices)
    {
        (long Rows, long Columns)[] all = [.. matrices];
        (long rows, long columns) = all.MaxBy(Count);
        double weights = all.Sum(Count), needed = weights * NumbersPerWeight * sizeof(float);
        bool isTooLong = Count((rows, columns)) > Array.MaxLength || all.Any(matrix => matrix.Rows < 0 || matrix.Columns < 0);
        if (!isTooLong && needed <= Available)
            return;
        throw new ConfigurationException(setting, string.Create(CultureInfo.InvariantCulture,
            $"The model would have {weights:N0} weights and its training would need at least {Size(needed)} of memory; {Size(Available)} are available") +
            (isTooLong
                ? string.Create(CultureInfo.InvariantCulture, $", and a matrix of {rows} × {columns} exceeds the limit of {Array.MaxLength} elements")
                : "") + $". {advice}");
    }

    /// <summary>Checks the states of units that a training keeps, such as those of its chains.</summary>
    /// <param name="setting">The setting to change, such as <c>chains</c>.</param>
    /// <param name="count">The number of states of every unit.</param>
    /// <param name="layers">The number of units of every layer.</param>
    /// <exception cref="ConfigurationException">The states do not fit the memory, or a matrix has more elements than an array can hold.</exception>
    internal static void RequireStates(string setting, long count, params IEnumerable<long> layers)
    {
        long[] all = [.. layers];
        double needed = all.Sum(units => (double)count * units * sizeof(float));
        if (needed > Available || all.Any(units => units < 0 || (double)count * units > Array.MaxLength))
        {
            throw new ConfigurationException(setting, string.Create(CultureInfo.InvariantCulture,
                $"It is {count}; the states of {all.Sum()} units would need at least {Size(needed)} of memory; {Size(Available)} are available, ") +
                string.Create(CultureInfo.InvariantCulture, $"and a matrix has at most {Array.MaxLength} elements. Use a smaller number, or fewer units."));
        }
    }

    /// <summary>Returns a number of bytes in words, such as "1.5 GB".</summary>
    internal static string Size(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N1} GB");

    private static double Count((long Rows, long Columns) matrix) => (double)matrix.Rows * matrix.Columns;
}
