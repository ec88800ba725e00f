namespace Harmonium.Runs.Inputs;

/// <summary>What a kind of model learns from.</summary>
public enum DataNeed
{
    /// <summary>Examples, each a row of numbers such as an image.</summary>
    Examples,

    /// <summary>Examples with a class each.</summary>
    LabeledExamples,

    /// <summary>A table of columns of different kinds, with missing cells.</summary>
    Table,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Pairs, such as a picture and its words.</summary>
    Pairs,
}
