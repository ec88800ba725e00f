using Harmonium.Numerics;

namespace Harmonium.Learning;

/// <summary>Reads the tensors of a saved training by name.</summary>
internal static class SavedState
{
    /// <summary>The tensor of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static Tensor Find(IReadOnlyDictionary<string, Tensor> state, string name) =>
        state.TryGetValue(name, out Tensor? values) ? values : throw new ArgumentException($"The saved state lacks the tensor '{name}'.", nameof(state));
}
