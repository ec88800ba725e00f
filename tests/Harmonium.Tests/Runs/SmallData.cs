using Harmonium.Data;
using Harmonium.Data.Tables;
using Harmonium.Data.Text;
using Harmonium.Runs.Inputs;
using Harmonium.Tests.Networks;

namespace Harmonium.Tests.Runs;

/// <summary>Small data of every form, for training in a moment.</summary>
internal static class SmallData
{
    private const string Verse = "Мой дядя самых честных правил, когда не в шутку занемог, он уважать себя заставил и лучше выдумать не мог.\n";

    /// <summary>Returns training data.</summary>
    internal static TrainingData For(DataNeed need) => need switch
    {
        DataNeed.Examples => Images(12, labeled: false),
        DataNeed.LabeledExamples => Images(28, labeled: true),
        DataNeed.Table => TableOf(PeopleTable.Draw(80, 1).WithMissing(0.2, 1)),
        DataNeed.Text => TextOf(Verse),
        _ => throw new NotSupportedException($"Add small data of the form {need} here, because a kind needs it."),
    };

    /// <summary>Returns data of the same form, with other columns or characters than those of <see cref="For"/>.</summary>
    internal static TrainingData Misfit(DataNeed need) => need switch
    {
        DataNeed.Examples => Images(13, labeled: false),
        DataNeed.LabeledExamples => Images(30, labeled: true),
        DataNeed.Table =>
            TableOf(new Table("other", new TableSchema([TableColumn.Real("height"), TableColumn.Count("children")]), Numerics.Tensor.From([1, 2, 3, 4], 2, 2))),
        DataNeed.Text => TextOf("The quick brown fox jumps over the lazy dog.\n"),
        _ => throw new NotSupportedException($"Add data that do not fit the form {need} here."),
    };

    private static TrainingData Images(int side, bool labeled)
    {
        Dataset images = SmallNetworks.Images(80, side);
        if (!labeled)
            images = new Dataset(images.Name, images.Examples, images.Shape);
        return TrainingData.Of(new DataSplits(images.Range(0, 60), images.Range(60, 20), null));
    }

    private static TrainingData TableOf(Table table)
    {
        Dataset rows = table.ToDataset();
        int held = rows.Count / 4;
        return TrainingData.Of(new DataSplits(rows.Range(0, rows.Count - held), held > 0 ? rows.Range(rows.Count - held, held) : null, null), table.Schema);
    }

    private static TrainingData TextOf(string verse)
    {
        CharacterText text = CharacterText.From("verse", string.Concat(Enumerable.Repeat(verse, 1500 / verse.Length)));
        int held = text.Codes.Length / 5;
        return TrainingData.Of(new TextSplits(text.Range(0, text.Codes.Length - held), text.Range(text.Codes.Length - held, held), null));
    }
}
