using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Recipes;

namespace Harmonium.Experiments;

/// <summary>The recipes that are built: each is one line here.</summary>
public static class RecipeCatalog
{
    /// <summary>The recipes that are built.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new Rbm16Mnist(),
        new Rbm500Mnist(),
        new RbmSilhouettes(),
        new HopfieldCapacity(),
        new ClassifierRbmDiscriminativeMnist(),
        new ClassifierRbmHybridMnist(),
        new ClassifierRbmSparseHybridMnist(),
        new ClassifierRbmHybrid20Newsgroups(),
        new RbmMixedTable(),
        new RbmNaturalImages(),
        new PerceptronMnist(),
        new MlpMnist(),
        new MlpDropoutMnist(),
        new LeNet5Mnist(),
        new LeNet5DistortedMnist(),
        new ParalysisLetters(),
        new LabelsMnist(),
        new TextShakespeare3Min(),
        new TextShakespeare(),
        new TextPtb(),
        new TextRussian(),
    ];
}
