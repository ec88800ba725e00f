using Harmonium.Runs;
using Harmonium.Runs.Kinds.Networks;

namespace Harmonium;

/// <summary>A multilayer perceptron that classifies.</summary>
public sealed class Mlp : ExampleModel<Mlp, MlpSettings>
{
    internal Mlp(StoredModel stored)
        : base(stored)
    {
    }
}
