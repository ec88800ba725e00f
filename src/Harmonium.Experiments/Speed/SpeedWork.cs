using Harmonium.Learning;

namespace Harmonium.Experiments.Speed;

/// <summary>Work that is ready to be timed.</summary>
/// <param name="Operations">
/// The floating-point operations of one run as a dense engine would make them (2 for a multiply-add), 0 where they mean nothing.
/// </param>
/// <param name="Piece">The work, or one of its equal pieces, one after the other.</param>
/// <param name="Pieces">How many pieces make a run.</param>
internal sealed record SpeedWork(double Operations, Action Piece, int Pieces = 1)
{
    // Some 8 to 100 ms each: short enough that a busy host leaves one in peace, long enough that no piece has much easier examples than another.
    private const int LearningPieces = 60;

    /// <summary>Steps of learning, a sixtieth of them at a time, or each.</summary>
    /// <param name="operations">The floating-point operations of all steps.</param>
    /// <param name="learner">What learns, from its first step on.</param>
    /// <param name="steps">How many steps make a run: a multiple of sixty, or fewer than twice as many.</param>
    internal static SpeedWork Learning(double operations, Learner learner, int steps)
    {
        long step = 0;
        int atOnce = Math.Max(1, steps / LearningPieces);
        return new SpeedWork(operations, () =>
        {
            for (int i = 0; i < atOnce; i++, step++)
                learner.Step(new TrainingTime(step, (double)step / learner.StepsPerEpoch, 1));
        }, steps / atOnce);
    }
}
