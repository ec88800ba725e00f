using Harmonium.Experiments.Chapters;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Experiments;

/// <summary>The built-in chapters, one line each.</summary>
internal static class ChapterCatalog
{
    /// <summary>The built-in chapters, in the order of the lecture.</summary>
    public static IReadOnlyList<Chapter> All { get; } =
    [
        new NeuronChapter(),
        new PerceptronChapter(),
        new ApproximatorChapter(),
        new BackpropChapter(),
        new ParalysisChapter(),
        new PhysicsChapter(),
        new HopfieldChapter(),
        new BoltzmannChapter(),
        new RbmChapter(),
        new DivergenceChapter(),
        new FeaturesChapter(),
        new DiscriminativeChapter(),
        new RecurrentChapter(),
        new ConvolutionChapter(),
    ];

    /// <summary>The chapters about the RBM itself, on built-in data. They run by default.</summary>
    public static IReadOnlyList<Chapter> Core { get; } = [.. All.Where(chapter => chapter is RbmChapter or DivergenceChapter or FeaturesChapter)];
}
