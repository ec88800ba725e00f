namespace Harmonium.Numerics;

/// <summary>
/// A step of gradient ascent on a matrix whose gradient is a sum of outer products, in one pass over the matrix:
/// G = Σ_terms scale · leftᵀ right + Σ_rank-one u vᵀ,  V ← momentum · V + rate · (G − L2 · W − L1 · sign W),  W ← W + V
/// (with Nesterov momentum W ← W + momentum · V + rate · (…); Sutskever et al. 2013).
/// </summary>
/// <remarks>If momentum or decay shrink values below 2⁻¹²⁶, they become 0: denormal numbers would slow down every later step.</remarks>
internal sealed class OuterProductStep
{
    /// <summary>The phases: pairs of states and tensors with a scale.</summary>
    public required IReadOnlyList<OuterTerm> Terms { get; init; }

    /// <summary>Corrections of rank one: u [rows] times v [columns]. Centering and sparsity penalties are such corrections.</summary>
    public IReadOnlyList<(Tensor Left, Tensor Right)> RankOne { get; init; } = [];

    /// <summary>The velocity V, of the matrix's shape; null for no momentum.</summary>
    public Tensor? Velocity { get; init; }

    /// <summary>The momentum: the fraction of the velocity that is kept, 0 ≤ momentum &lt; 1.</summary>
    public float Momentum { get; init; }

    /// <summary>True for Nesterov momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The learning rate.</summary>
    public required float Rate { get; init; }

    /// <summary>The L2 weight decay: the coefficient of ½ Σ w².</summary>
    public float L2 { get; init; }

    /// <summary>The L1 weight decay: the coefficient of Σ |w|.</summary>
    public float L1 { get; init; }

    /// <summary>Applies the step to a matrix.</summary>
    /// <param name="matrix">The matrix W, [rows, columns].</param>
    /// <returns>The largest magnitude in the updated matrix; not finite if any element is not finite.</returns>
    /// <exception cref="ArgumentException">A term, a correction or the velocity does not fit the matrix.</exception>
    public float Apply(Tensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        foreach (OuterTerm term in Terms)
        {
            if (term.Left.Columns != matrix.Rows || term.Right.Columns != matrix.Columns || term.Left.Rows != term.Right.Rows)
            {
                throw new ArgumentException(
                    $"A term of [{term.Left.Rows}, {term.Left.Columns}] with {Tensor.Describe(term.Right.Shape)} does not fit a matrix of " +
                        $"{Tensor.Describe(matrix.Shape)}.");
            }
        }

        foreach ((Tensor left, Tensor right) in RankOne)
        {
            if (left.Count != matrix.Rows || right.Count != matrix.Columns)
            {
                throw new ArgumentException(
                    $"A correction of {Tensor.Describe(left.Shape)} times {Tensor.Describe(right.Shape)} does not fit a matrix of " +
                        $"{Tensor.Describe(matrix.Shape)}.");
            }
        }

        if (Velocity is not null)
            matrix.RequireSameShape(Velocity);
        RequireAligned(matrix);
        if (Velocity is not null)
            RequireAligned(Velocity);
        return matrix.Device.Apply(this, matrix);
    }

    private static void RequireAligned(Tensor tensor)
    {
        if (tensor.RowStride % Tensor.LineLength != 0)
            throw new ArgumentException($"The rows of this tensor of shape {Tensor.Describe(tensor.Shape)} are {tensor.RowStride} elements apart; make it " +
                "with Tensor.Aligned.");
    }

    /// <summary>The gradient G without the step, [rows, columns].</summary>
    /// <param name="rows">The number of rows of the matrix.</param>
    /// <param name="columns">The number of columns of the matrix.</param>
    /// <param name="terms">The phases.</param>
    /// <param name="rankOne">The corrections of rank one.</param>
    public static Tensor Gradient(int rows, int columns, IReadOnlyList<OuterTerm> terms, IReadOnlyList<(Tensor Left, Tensor Right)> rankOne)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Tensor gradient = Tensor.Aligned(terms[0].Right.Device, rows, columns);
        new OuterProductStep { Terms = terms, RankOne = rankOne, Rate = 1 }.Apply(gradient);
        return gradient;
    }
}
