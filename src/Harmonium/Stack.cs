using Harmonium.Runs;
using Harmonium.Runs.Kinds.Deep;

namespace Harmonium;

/// <summary>A stack of RBMs, optionally fine-tuned as a classifier (Hinton, Osindero, Teh 2006).</summary>
public sealed class Stack : ExampleModel<Stack, StackSettings>
{
    internal Stack(StoredModel stored)
        : base(stored)
    {
    }
}
