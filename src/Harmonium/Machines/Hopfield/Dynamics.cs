namespace Harmonium.Machines.Hopfield;

/// <summary>The order in which the neurons of a Hopfield network are updated.</summary>
public enum Dynamics
{
    /// <summary>
    /// One neuron after another, in a new random order in every sweep. The energy never rises, and every start ends in a fixed point (Hopfield 1982).
    /// </summary>
    Asynchronous,

    /// <summary>All neurons at once. Ends in a fixed point or in a cycle of two states (Goles-Chacc, Fogelman-Soulié, Pellegrin 1985).</summary>
    Synchronous,
}
