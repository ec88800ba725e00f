namespace Harmonium.Runs.Models;

/// <summary>The capabilities of a model.</summary>
[Flags]
internal enum ModelParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Computes hidden representations of examples.</summary>
    Encoder = 1,

    /// <summary>Predicts the classes of examples.</summary>
    Classifier = 2,

    /// <summary>Draws samples.</summary>
    Sampler = 4,

    /// <summary>Computes free energies and likelihoods.</summary>
    Density = 8,

    /// <summary>Fills in missing values of examples.</summary>
    Completer = 16,

    /// <summary>Fills in missing cells of tables.</summary>
    CellCompleter = 32,

    /// <summary>Evaluates and generates text.</summary>
    TextModel = 64,

    /// <summary>Recalls stored patterns from corrupted copies.</summary>
    Memory = 128,
}
