using Harmonium.Runs;
using Harmonium.Runs.Kinds.Deep;

namespace Harmonium;

/// <summary>
/// A deep Boltzmann machine (Salakhutdinov &amp; Hinton 2009): mean-field features of all hidden layers, samples, completion, and a lower bound on the
/// likelihood.
/// </summary>
public sealed class Dbm : ExampleModel<Dbm, DbmSettings>
{
    internal Dbm(StoredModel stored)
        : base(stored)
    {
    }
}
