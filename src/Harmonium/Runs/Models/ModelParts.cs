namespace Harmonium.Runs.Models;

/// <summary>What models of a kind can do.</summary>
[Flags]
public enum ModelParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Hidden representations of examples.</summary>
    Encoder = 1,

    /// <summary>Classes of examples.</summary>
    Classifier = 2,

    /// <summary>Samples.</summary>
    Sampler = 4,

    /// <summary>Free energies and likelihoods.</summary>
    Density = 8,

    /// <summary>The missing part of examples.</summary>
    Completer = 16,

    /// <summary>The missing cells of tables.</summary>
    CellCompleter = 32,

    /// <summary>Texts, read and written.</summary>
    TextModel = 64,

    /// <summary>Stored patterns recalled from corrupted ones.</summary>
    Memory = 128,
}
