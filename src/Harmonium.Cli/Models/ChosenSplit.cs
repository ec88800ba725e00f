using Harmonium.Cli.Parsing;
using Harmonium.Data;

namespace Harmonium.Cli.Models;

/// <summary>Which part of the data a model is applied to.</summary>
internal static class ChosenSplit
{
    /// <summary>The words of the option.</summary>
    internal const string Words = "test, validation, train";

    /// <summary>The part that the user wants; without a wish the test part, else the validation part, else all there is.</summary>
    /// <exception cref="UsageException">There is no such part.</exception>
    internal static (string Name, Dataset Data) Of(DataSplits parts, string? wanted) => wanted switch
    {
        null => parts.Test is { } test ? ("test", test) : parts.Validation is { } validation ? ("validation", validation) : ("train", parts.Train),
        "test" => ("test", parts.Test ?? throw None(parts, wanted)),
        "validation" => ("validation", parts.Validation ?? throw None(parts, wanted)),
        "train" => ("train", parts.Train),
        _ => throw new UsageException(
            $"--part is “{wanted}”; expected is one of " +
            $"{Words}.{NameDistance.Hint(wanted, ["test", "validation", "train"])}",
            "Leave it out for the test part."),
    };

    private static UsageException None(DataSplits parts, string wanted) =>
        new($"--part {wanted}: {parts.Train.Name} has no {wanted} part.", "Leave it out to take what there is.");
}
