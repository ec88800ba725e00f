namespace Harmonium.Numerics;

/// <content>Buffers for dense states.</content>
public sealed partial class States
{
    /// <summary>Creates dense states, all 0. Write the values to <see cref="AsTensor"/>.</summary>
    public static States DenseBuffer(Device device, int rows, int columns) => Dense(Tensor.Aligned(device, rows, columns));

    /// <summary>Returns dense states to write to: the given ones, or new ones if null.</summary>
    /// <param name="into">Dense states of the same shape; null for none.</param>
    /// <param name="device">The device of new states.</param>
    /// <param name="rows">The number of examples.</param>
    /// <param name="columns">The number of units.</param>
    /// <exception cref="ArgumentException"><paramref name="into"/> has a different shape, or is not dense.</exception>
    public static States BufferFor(States? into, Device device, int rows, int columns)
    {
        if (into is null)
            return DenseBuffer(device, rows, columns);
        if (!into.IsDense || into.Rows != rows || into.Columns != columns)
            throw new ArgumentException($"Dense states of shape [{rows}, {columns}] are needed; these are [{into.Rows}, " +
                $"{into.Columns}]{(into.IsDense ? "" : ", not dense")}.", nameof(into));
        return into;
    }
}
