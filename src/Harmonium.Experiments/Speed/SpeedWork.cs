using Harmonium.Learning;

namespace Harmonium.Experiments.Speed;

/// <summary>Prepared work of a speed case.</summary>
/// <param name="Operations">
/// The dense-equivalent floating-point operations of one run (2 per multiply-add); 0 if they are not defined.
/// </param>
/// <param name="Piece">Runs the next of the equal pieces of a run.</param>
/// <param name="Pieces">The number of pieces per run.</param>
internal sealed record SpeedWork(double Operations, Action Piece, int Pieces = 1)
{
    // About 8 to 100 ms each: short enough for undisturbed pieces on a busy host, long enough that all pieces have similar examples.
    private const int LearningPieces = 60;

    /// <summary>Creates work of training steps in about sixty pieces, or in single steps.</summary>
    /// <param name="operations">The floating-point operations of all steps.</param>
    /// <param name="learner">The learner, which starts at its first step.</param>
    /// <param name="steps">The number of steps per run: a multiple of 60, or less than 120.</param>
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
