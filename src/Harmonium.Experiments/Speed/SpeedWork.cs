namespace Harmonium.Experiments.Speed;

/// <summary>Work that is ready to be timed.</summary>
/// <param name="Operations">
/// The floating-point operations of one run as a dense engine would make them (2 for a multiply-add), 0 where they mean nothing.
/// </param>
/// <param name="Piece">The work, or one of its equal pieces, one after the other.</param>
/// <param name="Pieces">How many pieces make a run.</param>
internal sealed record SpeedWork(double Operations, Action Piece, int Pieces = 1)
{
    /// <summary>An epoch is timed in tenths.</summary>
    internal const int Tenths = 10;
}
