namespace Harmonium.Numerics;

/// <summary>A term of a gradient: scale · Σ_s left[s]ᵀ right[s], summed over the examples of a batch.</summary>
/// <param name="Left">The left factor, [batch, rows of the matrix].</param>
/// <param name="Right">The right factor, [batch, columns of the matrix].</param>
/// <param name="Scale">The factor of the sum; negative for the model phase.</param>
internal readonly record struct OuterTerm(States Left, Tensor Right, float Scale);
