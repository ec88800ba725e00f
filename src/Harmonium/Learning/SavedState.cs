using Harmonium.Numerics;

namespace Harmonium.Learning;

/// <summary>Reads the tensors of a saved training state by name.</summary>
internal static class SavedState
{
    /// <summary>Returns the tensor with a name.</summary>
    /// <exception cref="ArgumentException">The tensor is missing.</exception>
    internal static Tensor Find(IReadOnlyDictionary<string, Tensor> state, string name) =>
        state.TryGetValue(name, out Tensor? values) ? values : throw new ArgumentException($"The saved state has no tensor '{name}'.", nameof(state));
}
