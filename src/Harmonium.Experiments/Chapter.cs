namespace Harmonium.Experiments;

/// <summary>A chapter of the lecture (P. Nesterov 2015): what it shows, on real data, with a figure and a number.</summary>
public abstract class Chapter : Experiment
{
    /// <summary>The chapters that are built, in the order of the lecture.</summary>
    public static IReadOnlyList<Chapter> All { get; } =
    [
        new Chapters.NeuronChapter(),
        new Chapters.PerceptronChapter(),
        new Chapters.ApproximatorChapter(),
        new Chapters.BackpropChapter(),
        new Chapters.ParalysisChapter(),
        new Chapters.PhysicsChapter(),
        new Chapters.HopfieldChapter(),
        new Chapters.BoltzmannChapter(),
        new Chapters.RbmChapter(),
        new Chapters.DivergenceChapter(),
        new Chapters.FeaturesChapter(),
        new Chapters.DiscriminativeChapter(),
        new Chapters.RecurrentChapter(),
        new Chapters.ConvolutionChapter(),
    ];

    /// <summary>The chapters of the machine itself, on data inside the program: what is run where nothing is said.</summary>
    public static IReadOnlyList<Chapter> Core { get; } = [.. All.Where(chapter => chapter is Chapters.RbmChapter or Chapters.DivergenceChapter or Chapters.FeaturesChapter)];
}
