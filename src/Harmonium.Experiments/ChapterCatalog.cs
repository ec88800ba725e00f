using Harmonium.Experiments.Chapters;
using Harmonium.Experiments.Definitions;

namespace Harmonium.Experiments;

/// <summary>The chapters that are built: each is one line here.</summary>
public static class ChapterCatalog
{
    /// <summary>The chapters that are built, in the order of the lecture.</summary>
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

    /// <summary>The chapters of the machine itself, on data inside the program: what is run where nothing is said.</summary>
    public static IReadOnlyList<Chapter> Core { get; } = [.. All.Where(chapter => chapter is RbmChapter or DivergenceChapter or FeaturesChapter)];
}
