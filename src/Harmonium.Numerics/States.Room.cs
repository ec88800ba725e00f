namespace Harmonium.Numerics;

/// <content>Room for states that are plain numbers.</content>
public sealed partial class States
{
    /// <summary>Dense states, all 0: room to write values into through <see cref="AsTensor"/>.</summary>
    public static States Room(Device device, int rows, int columns) => Dense(Tensor.Aligned(device, rows, columns));

    /// <summary>Dense states to write to: those given where they are dense and of the shape, else new ones.</summary>
    /// <param name="into">Room from before; null for none.</param>
    /// <param name="device">Where new states live.</param>
    /// <param name="rows">How many examples.</param>
    /// <param name="columns">How many units.</param>
    /// <exception cref="ArgumentException">The room has another shape, or is not dense.</exception>
    public static States RoomIn(States? into, Device device, int rows, int columns)
    {
        if (into is null)
            return Room(device, rows, columns);
        if (!into.IsDense || into.Rows != rows || into.Columns != columns)
            throw new ArgumentException($"Room for dense states of [{rows}, {columns}] is needed; this is [{into.Rows}, " +
                $"{into.Columns}]{(into.IsDense ? "" : ", not dense")}.", nameof(into));
        return into;
    }
}
