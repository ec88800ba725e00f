namespace Harmonium.Machines.Hopfield;

/// <summary>The two values of a neuron of a Hopfield network.</summary>
public enum NeuronValues
{
    /// <summary>−1 and +1.</summary>
    Spin,

    /// <summary>0 and 1, as in Hopfield (1982). x = (s + 1) / 2 converts between the two.</summary>
    Binary,
}
