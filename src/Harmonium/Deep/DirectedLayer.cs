using Harmonium.Couplings;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;
using Harmonium.Units;

namespace Harmonium.Deep;

/// <summary>
/// A directed pair of layers x and y of a belief network (Hinton, Osindero, Teh 2006): the generative distribution p(x | y) with input y Gᵀ, and the
/// recognition distribution q(y | x) with input x R. G and R are [units of x, units of y]. The units of x have the generative biases, those of y the
/// recognition biases. Greedy training leaves the weights tied, R = G: the layer is then an RBM of which each direction is used separately.
/// </summary>
internal sealed class DirectedLayer
{
    /// <summary>Creates a directed layer.</summary>
    /// <param name="rbm">The generative weights G between x, the visible units, and y, the hidden units.</param>
    /// <param name="recognition">The recognition weights R, [units of x, units of y]; null to tie them to G.</param>
    /// <exception cref="ArgumentException">The recognition weights have a different shape.</exception>
    public DirectedLayer(RestrictedBoltzmannMachine rbm, Tensor? recognition = null)
    {
        ArgumentNullException.ThrowIfNull(rbm);
        Rbm = rbm;
        Recognition = recognition is null ? rbm.Coupling : new DenseCoupling(rbm.Visible, rbm.Hidden, recognition);
        Parameters = [.. rbm.Machine.Parameters, .. IsTied ? [] : (Parameter[])[new Parameter("recognition.weights", Recognition.Weights)]];
    }

    /// <summary>The units of both layers with the generative weights.</summary>
    public RestrictedBoltzmannMachine Rbm { get; }

    /// <summary>The coupling with the recognition weights.</summary>
    public DenseCoupling Recognition { get; }

    /// <summary>True if the recognition weights are the generative weights.</summary>
    public bool IsTied => ReferenceEquals(Recognition, Rbm.Coupling);

    /// <summary>The parameters of the RBM and, if they are not tied, the recognition weights.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The input of y in the recognition distribution, x R, [batch, units of x] → [batch, units of y].</summary>
    public Tensor InputAbove(States below) => Recognition.InputTo(Rbm.Hidden, below);

    /// <summary>The input of x in the generative distribution, y Gᵀ, [batch, units of y] → [batch, units of x].</summary>
    public Tensor InputBelow(States above) => Rbm.VisibleInput(above);

    /// <summary>The means of y under q(y | x), [batch, units of x] → [batch, units of y].</summary>
    public Tensor MeanAbove(States below) => Rbm.Hidden.Units.Mean(InputAbove(below));

    /// <summary>The means of x under p(x | y), [batch, units of y] → [batch, units of x].</summary>
    public Tensor MeanBelow(States above) => Rbm.Visible.Units.Mean(InputBelow(above));

    /// <summary>Draws y from q(y | x).</summary>
    public States SampleAbove(States below, RandomStream random) => Rbm.Hidden.Units.Sample(InputAbove(below), random);

    /// <summary>Draws x from p(x | y).</summary>
    public States SampleBelow(States above, RandomStream random) => Rbm.Visible.Units.Sample(InputBelow(above), random);

    /// <summary>log p(x | y) of each example, [batch], in nats.</summary>
    public double[] LogGenerative(States below, States above) => Rbm.Visible.Units.LogProbability(below, InputBelow(above));

    /// <summary>log q(y | x) of each example, [batch], in nats.</summary>
    public double[] LogRecognition(States below, States above) => Rbm.Hidden.Units.LogProbability(above, InputAbove(below));

    /// <summary>Copies the generative weights to the recognition weights.</summary>
    public void StartRecognition()
    {
        if (!IsTied)
            Rbm.Weights.CopyTo(Recognition.Weights);
        Changed();
    }

    /// <summary>Must be called after parameters were changed from outside.</summary>
    public void Changed()
    {
        Rbm.Coupling.Changed();
        Recognition.Changed();
    }
}
