namespace Harmonium;

/// <summary>Examples with their missing values filled in, and the uncertainty of these values.</summary>
public sealed class CompletedRows
{
    internal CompletedRows(int rows, int columns, int draws)
    {
        Means = new float[rows, columns];
        StandardDeviations = new float[rows, columns];
        Draws = [.. Enumerable.Range(0, draws).Select(_ => new float[rows, columns])];
    }

    /// <summary>The known values as given, and the means of the missing ones given the known ones, [rows, columns].</summary>
    public float[,] Means { get; }

    /// <summary>The standard deviations of the missing values given the known ones, and 0 for known values, [rows, columns].</summary>
    public float[,] StandardDeviations { get; }

    /// <summary>Draws from p(missing | known), with the known values as given, [rows, columns] each.</summary>
    public IReadOnlyList<float[,]> Draws { get; }
}
