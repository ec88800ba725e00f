using Harmonium.Data;
using Harmonium.Errors;

namespace Harmonium.Runs.Inputs;

/// <summary>Checks of the labels that a classifier needs.</summary>
internal static class LabeledExamples
{
    /// <summary>Returns splits whose validation labels are the classes of the training split.</summary>
    /// <exception cref="DataFileException">A label of the validation split is not a class of the training split.</exception>
    internal static DataSplits Aligned(DataSplits parts) => parts.Validation is not { Labels: not null } validation || parts.Train.Labels is null ? parts
        : parts with { Validation = ClassLabels.Mapped(validation, parts.Train.ClassNames, parts.Train.Classes) };

    /// <summary>Returns the number of classes.</summary>
    /// <exception cref="DataFileException">The data have no labels, or fewer than two classes.</exception>
    internal static int Require(Dataset train)
    {
        if (train.Labels is null)
            throw new DataFileException(train.Name,
                "has no labels, but a classifier needs them. Use labeled data, such as a folder with one subfolder per class, or set the label column " +
                "with `labels`.");
        if (ClassLabels.HasFractions(train) && ClassLabels.Suspicion(train) is { } suspicion)
            throw new DataFileException(train.Name,
                $"{suspicion} A classifier needs classes. Choose another label column with `labels`, or replace the numbers by a few classes.");
        return train.Classes >= 2 ? train.Classes
            : throw new DataFileException(train.Name, $"has {train.Classes} class, but a classifier needs at least 2. Use data with more classes.");
    }

    /// <summary>Checks that the number of labels to use is at least the number of classes and at most the number of examples.</summary>
    /// <exception cref="ConfigurationException">The setting <c>labeled</c> is out of this range.</exception>
    internal static void Check(int? labeled, Dataset train)
    {
        if (labeled > train.Count)
            throw new ConfigurationException("labeled",
                $"It is {labeled}, but there are only {train.Count} training examples. Use a smaller number, or omit it to use all labels.");
        if (labeled < train.Classes)
            throw new ConfigurationException("labeled",
                $"It is {labeled}, but {train.Name} has {train.Classes} classes. Use the labels of at least one example per class.");
    }
}
