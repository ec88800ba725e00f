using Harmonium.Machines;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium;

/// <summary>A restricted Boltzmann machine (Smolensky 1986): features, samples, likelihoods and completion.</summary>
public sealed class Rbm : ExampleModel<Rbm, RbmSettings>
{
    internal Rbm(StoredModel stored)
        : base(stored)
    {
    }

    /// <summary>The machine itself, for samplers, gradients and evaluations of one's own. Do not change its parameters.</summary>
    public RestrictedBoltzmannMachine Machine => ((RbmModel)Core).Rbm;
}
