namespace Harmonium.Runs.Inputs;

/// <summary>The order of the dimensions of a weight matrix in a file without a description.</summary>
public enum WeightOrientation
{
    /// <summary>[visible, hidden], as in files of this program.</summary>
    VisibleHidden,

    /// <summary>[hidden, visible], as in scikit-learn and in linear layers of PyTorch.</summary>
    HiddenVisible,
}
