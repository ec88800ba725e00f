namespace Harmonium.Experiments;

/// <summary>A paper's experiment at its full budget, with the published number beside the measured one.</summary>
public abstract class Recipe : Experiment
{
    /// <summary>The recipes that are built, by name.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new Recipes.Rbm16Mnist(), new Recipes.Rbm500Mnist(), new Recipes.RbmSilhouettes(), new Recipes.HopfieldCapacity(),
        new Recipes.ClassifierRbmDiscriminativeMnist(), new Recipes.ClassifierRbmHybridMnist(), new Recipes.ClassifierRbmSparseHybridMnist(), new Recipes.ClassifierRbmHybrid20Newsgroups(), new Recipes.RbmMixedTable(), new Recipes.RbmNaturalImages(),
        .. Networks,
    ];

    private static IReadOnlyList<Recipe> Networks =>
    [
        new Recipes.PerceptronMnist(),
        new Recipes.MlpMnist(),
        new Recipes.MlpDropoutMnist(),
        new Recipes.LeNet5Mnist(),
        new Recipes.LeNet5DistortedMnist(),
        new Recipes.ParalysisLetters(),
        new Recipes.LabelsMnist(),
        new Recipes.TextShakespeare3Min(),
        new Recipes.TextShakespeare(),
        new Recipes.TextPtb(),
        new Recipes.TextRussian(),
    ];
}
