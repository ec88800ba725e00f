using Harmonium.Experiments.Recipes;
using Harmonium.Runs;
using Harmonium.Runs.Models;

namespace Harmonium.Experiments.Tests.Recipes;

/// <summary>Tests of recipes that train one model.</summary>
public sealed class RecipeSettingsTests
{
    public static TheoryData<string> Recipes { get; } = [.. RecipeCatalog.All.Where(recipe => SettingsOf(recipe) is not null).Select(recipe => recipe.Id)];

    [Theory, MemberData(nameof(Recipes))]
    public void The_settings_of_a_recipe_are_those_of_a_kind_that_train_accepts(string id)
    {
        KindSettings settings = SettingsOf(RecipeCatalog.All.First(recipe => recipe.Id == id))!;
        ModelKind kind = ModelKinds.BuiltIn.KindOf(settings);

        KindSettings effective = kind.Effective(settings);

        Assert.Equal(effective, kind.Settings.Read(kind.Settings.Write(effective)));
    }

    [Fact]
    public void Every_kind_is_that_of_its_default_settings()
    {
        Assert.All(ModelKinds.BuiltIn.All, kind => Assert.Same(kind, ModelKinds.BuiltIn.KindOf((KindSettings)kind.Settings.Defaults)));
    }

    private static KindSettings? SettingsOf(object recipe) => recipe switch
    {
        ClassificationRecipe classification => classification.Settings,
        ClassifierRecipe classifier => classifier.Settings,
        TextRecipe text => text.Settings,
        DbnMnist => DbnMnist.Settings,
        _ => null,
    };
}
