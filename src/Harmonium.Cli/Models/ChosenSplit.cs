using Harmonium.Cli.Parsing;
using Harmonium.Data;

namespace Harmonium.Cli.Models;

/// <summary>The split of the data that a model is applied to.</summary>
internal static class ChosenSplit
{
    /// <summary>The values of the option.</summary>
    internal const string Words = "test, validation, train";

    /// <summary>Returns the requested split; by default the test split if there is one, else the validation split, else the train split.</summary>
    /// <exception cref="UsageException">The split does not exist.</exception>
    internal static (string Name, Dataset Data) Of(DataSplits parts, string? wanted) => wanted switch
    {
        null => parts.Test is { } test ? ("test", test) : parts.Validation is { } validation ? ("validation", validation) : ("train", parts.Train),
        "test" => ("test", parts.Test ?? throw None(parts, wanted)),
        "validation" => ("validation", parts.Validation ?? throw None(parts, wanted)),
        "train" => ("train", parts.Train),
        _ => throw new UsageException(
            $"--split is “{wanted}”; expected one of {Words}.{NameDistance.Hint(wanted, ["test", "validation", "train"])}",
            "Omit it to use the test split."),
    };

    private static UsageException None(DataSplits parts, string wanted) =>
        new($"--split is {wanted}, but {parts.Train.Name} has no {wanted} split.", "Omit it to use a split that exists.");
}
