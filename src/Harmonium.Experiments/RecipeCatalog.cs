using Harmonium.Experiments.Definitions;
using Harmonium.Experiments.Recipes;

namespace Harmonium.Experiments;

/// <summary>The built-in recipes, one line each.</summary>
internal static class RecipeCatalog
{
    /// <summary>The built-in recipes.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new Rbm16Mnist(),
        new Rbm500Mnist(),
        new RbmSilhouettes(),
        new DbmMnist(),
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
        new DbnMnist(),
        new TextShakespeare3Min(),
        new TextShakespeare(),
        new TextPtb(),
        new TextRussian(),
    ];
}
