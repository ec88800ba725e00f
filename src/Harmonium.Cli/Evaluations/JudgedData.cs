using Harmonium.Cli.Models;
using Harmonium.Cli.Parsing;
using Harmonium.Data;

namespace Harmonium.Cli.Evaluations;

/// <summary>The examples that a model is evaluated on.</summary>
/// <param name="Split">The name of the split.</param>
/// <param name="Examples">The examples.</param>
/// <param name="Training">The training split, if these are the data that the model was trained on; else null.</param>
internal sealed record JudgedData(string Split, Dataset Examples, Dataset? Training)
{
    /// <summary>The name, the split and the number of examples, for the user.</summary>
    internal string Words => $"{Examples.Name}, {Split} split, {Examples.Count} examples";

    /// <summary>Opens the examples, and tells the user if the model was trained on them.</summary>
    internal static JudgedData Of(Call call, LoadedModel model)
    {
        DataSplits parts = model.Examples(call);
        (string split, Dataset examples) = ChosenSplit.Of(parts, call.Text(call.Common.Split));
        bool ofTraining = model.IsTrainedOn(call, examples);
        if (split == "train" && ofTraining)
            call.Say($"The model is evaluated on its training examples: the train split of {examples.Name}.");
        return new JudgedData(split, examples, ofTraining ? parts.Train : null);
    }
}
