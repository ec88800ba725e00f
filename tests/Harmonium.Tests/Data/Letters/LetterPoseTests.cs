using Harmonium.Data.Letters;
using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Data;

public class LetterPoseTests
{
    private const int Variants = 40_000;

    private static readonly LettersOptions Options = new() { MaximumShift = 3, MaximumRotation = 10, SmallestScale = 0.5f, LargestScale = 1.5f };

    public static TheoryData<string, double, double> Ranges => new()
    {
        { nameof(LetterPose.ShiftX), -3, 3 },
        { nameof(LetterPose.ShiftY), -3, 3 },
        { nameof(LetterPose.Rotation), -10 * Math.PI / 180, 10 * Math.PI / 180 },
        { nameof(LetterPose.Scale), 0.5, 1.5 },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void Each_number_of_a_pose_is_spread_evenly_over_its_range(string name, double least, double most)
    {
        int[] counts = new int[20];
        foreach (var pose in Poses())
        {
            double value = name switch
            {
                nameof(LetterPose.ShiftX) => pose.ShiftX,
                nameof(LetterPose.ShiftY) => pose.ShiftY,
                nameof(LetterPose.Rotation) => pose.Rotation,
                _ => pose.Scale,
            };
            counts[(int)((value - least) / (most - least) * counts.Length)]++;
        }

        // Chi-squared with 19 degrees of freedom: mean 19, standard deviation √38; 4 standard deviations above.
        double expected = Variants / (double)counts.Length;
        Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 0, 19 + (4 * Math.Sqrt(38)));
    }

    [Fact]
    public void The_numbers_of_a_pose_and_the_poses_of_two_letters_are_uncorrelated()
    {
        double[][] columns =
        [
            [.. Poses().Select(pose => (double)pose.ShiftX)],
            [.. Poses().Select(pose => (double)pose.ShiftY)],
            [.. Poses().Select(pose => pose.Rotation)],
            [.. Poses().Select(pose => (double)pose.Scale)],
            [.. Poses(letter: 4).Select(pose => (double)pose.ShiftX)],
        ];

        // The standard error of the correlation of independent numbers is 1/√n; 4 standard errors.
        for (int i = 0; i < columns.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.InRange(Correlation(columns[i], columns[j]), -4 / Math.Sqrt(Variants), 4 / Math.Sqrt(Variants));
    }

    [Fact]
    public void Without_distortion_a_pose_is_plain() =>
        Assert.Equal(new LetterPose(0, 0, 0, 1), LetterPose.Draw(RandomStream.For(1, Purpose.Augmentation), 3, 5, LettersOptions.Undistorted));

    private static IEnumerable<LetterPose> Poses(int letter = 3)
    {
        var face = RandomStream.For(1, Purpose.Augmentation).At(7);
        return Enumerable.Range(0, Variants).Select(variant => LetterPose.Draw(face, letter, variant, Options));
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double together = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return together / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
