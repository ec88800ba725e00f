namespace Harmonium.Runs.Inputs;

/// <summary>The form of the training data of a model kind.</summary>
internal enum DataNeed
{
    /// <summary>Examples: rows of numbers, such as images.</summary>
    Examples,

    /// <summary>Examples with a class label each.</summary>
    LabeledExamples,

    /// <summary>A table with columns of different types and missing cells.</summary>
    Table,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Pairs, such as an image and its caption.</summary>
    Pairs,
}
