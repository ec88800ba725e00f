namespace Harmonium.Machines.Hopfield;

/// <summary>In which order the neurons of a Hopfield net look at their fields.</summary>
public enum Dynamics
{
    /// <summary>
    /// One after the other, in a new random order in every sweep: the energy never rises, and every start ends in a fixed point (Hopfield 1982).
    /// </summary>
    Asynchronous,

    /// <summary>All at once: ends in a fixed point or in a cycle of two states (Goles-Chacc, Fogelman-Soulié, Pellegrin 1985).</summary>
    Synchronous,
}
