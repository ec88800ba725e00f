using Harmonium.Experiments.Chapters;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Experiments;

/// <summary>The built-in chapters, one line each.</summary>
internal static class ChapterCatalog
{
    /// <summary>The parts of the lecture with the built-in chapters, in the order of the lecture.</summary>
    public static IReadOnlyList<LecturePart> Parts { get; } =
    [
        new(1,
        [
            new NeuronChapter(),
            new PerceptronChapter(),
        ]),
        new(2,
        [
            new ApproximatorChapter(),
            new BackpropChapter(),
            new ParalysisChapter(),
        ]),
        new(3,
        [
            new PhysicsChapter(),
            new HopfieldChapter(),
            new BoltzmannChapter(),
            new RbmChapter(),
            new DivergenceChapter(),
            new FeaturesChapter(),
        ]),
        new(4,
        [
            new DiscriminativeChapter(),
            new RecurrentChapter(),
            new ConvolutionChapter(),
        ]),
    ];

    /// <summary>The built-in chapters, in the order of the lecture.</summary>
    public static IReadOnlyList<Chapter> All { get; } = [.. Parts.SelectMany(part => part.Chapters)];

    /// <summary>The chapters about the RBM itself, on built-in data. They run by default.</summary>
    public static IReadOnlyList<Chapter> Core { get; } = [.. All.Where(chapter => chapter is RbmChapter or DivergenceChapter or FeaturesChapter)];

    /// <summary>Returns chapters in the order of the lecture, each once.</summary>
    public static IReadOnlyList<Chapter> InOrder(IEnumerable<Chapter> chapters)
    {
        HashSet<Chapter> wanted = [.. chapters];
        return [.. All.Where(wanted.Contains)];
    }
}
