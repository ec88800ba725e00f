using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium;

/// <summary>A classification RBM, whose visible units include the label (Larochelle &amp; Bengio 2008).</summary>
public sealed class ClassifierRbm : ExampleModel<ClassifierRbm, ClassifierRbmSettings>
{
    internal ClassifierRbm(StoredModel stored)
        : base(stored)
    {
    }
}
