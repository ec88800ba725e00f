using Harmonium.Numerics;

namespace Harmonium.Runs.Models;

/// <summary>Hidden representations of examples.</summary>
public abstract class Encoder
{
    /// <summary>How many numbers an example is turned into.</summary>
    public abstract int Features { get; }

    /// <summary>Whether examples can be reconstructed from their features.</summary>
    public virtual bool CanReconstruct => false;

    /// <summary>The features of examples, [batch, inputs] → [batch, features].</summary>
    public abstract Tensor Transform(States examples);

    /// <summary>Examples sent to their features and back, [batch, inputs] → [batch, inputs].</summary>
    /// <exception cref="NotSupportedException">There is no way back: see <see cref="CanReconstruct"/>.</exception>
    public virtual Tensor Reconstruct(States examples) => throw new NotSupportedException("This model has no way back from features to examples.");
}
