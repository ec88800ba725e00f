using Harmonium.Data;
using Harmonium.Errors;

namespace Harmonium.Runs.Inputs;

/// <summary>Whether data have the labels that a classifier learns from.</summary>
internal static class LabeledExamples
{
    /// <summary>How many classes there are.</summary>
    /// <exception cref="DataFileException">There are no labels, or only one class.</exception>
    internal static int Require(Dataset train)
    {
        if (train.Labels is null)
            throw new DataFileException(train.Name,
                "has no labels, and a classifier learns from them. Use data with labels, such as a folder with a sub-folder for each class, or say which " +
                "column holds them with `labels`.");
        return train.Classes >= 2 ? train.Classes
            : throw new DataFileException(train.Name, $"has {train.Classes} class; a classifier tells at least two apart.");
    }

    /// <summary>Refuses to use the labels of more examples than there are, or of fewer than there are classes.</summary>
    /// <exception cref="ConfigurationException">The setting <c>labeled</c> asks for that.</exception>
    internal static void Check(int? labeled, Dataset train)
    {
        if (labeled > train.Count)
            throw new ConfigurationException("labeled",
                $"It is {labeled}, but there are {train.Count} examples to learn from. Ask for fewer, or leave it out for all.");
        if (labeled < train.Classes)
            throw new ConfigurationException("labeled",
                $"It is {labeled}, but {train.Name} has {train.Classes} classes. Use the labels of at least one example per class.");
    }
}
