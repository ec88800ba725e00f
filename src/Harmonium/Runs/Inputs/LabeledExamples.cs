using Harmonium.Data;

namespace Harmonium.Runs.Inputs;

/// <summary>Whether data have labels to learn from.</summary>
internal static class LabeledExamples
{
    /// <summary>How many classes there are.</summary>
    /// <exception cref="DataFileException">There are no labels, or only one class.</exception>
    internal static int Require(Dataset train)
    {
        if (train.Labels is null)
            throw new DataFileException(train.Name,
                "has no labels, and a classifier learns from them. Use data with labels, such as a folder with a sub-folder for each class, or say which " +
                "column holds them (labels).");
        return train.Classes >= 2 ? train.Classes
            : throw new DataFileException(train.Name, $"has {train.Classes} class; a classifier tells at least two apart.");
    }
}
