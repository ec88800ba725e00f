using Harmonium.Numerics;

namespace Harmonium.Couplings;

/// <summary>Keeps the weights within a layer exactly symmetric, with a zero diagonal.</summary>
internal static class SymmetricMatrix
{
    /// <summary>Writes 0 on the diagonal.</summary>
    internal static void ClearDiagonal(Tensor matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
            matrix.Row(i)[i] = 0;
    }

    /// <summary>Copies the entries above the diagonal to their mirror positions below it.</summary>
    internal static void Mirror(Tensor matrix)
    {
        const int Tile = 64;
        for (int top = 0; top < matrix.Rows; top += Tile)
        {
            for (int left = 0; left <= top; left += Tile)
            {
                for (int i = top; i < Math.Min(top + Tile, matrix.Rows); i++)
                {
                    Span<float> row = matrix.Row(i);
                    for (int j = left; j < Math.Min(left + Tile, i); j++)
                        row[j] = matrix.Row(j)[i];
                }
            }
        }
    }

    /// <summary>
    /// Describes why a matrix is not a valid weight matrix: not square, not symmetric, not finite, or a nonzero diagonal. Returns null if it is valid.
    /// </summary>
    internal static string? Complaint(Tensor matrix)
    {
        if (matrix.Rank != 2 || matrix.Rows != matrix.Columns)
            return $"they are {Tensor.Describe(matrix.Shape)}, which is not square";
        for (int i = 0; i < matrix.Rows; i++)
        {
            if (matrix[i, i] != 0)
                return $"unit {i} is coupled with itself ({matrix[i, i]})";
            for (int j = 0; j < i; j++)
            {
                float there = matrix[i, j], back = matrix[j, i];
                if (there != back)
                    return $"the weight from unit {i} to unit {j} is {there}, but from unit {j} to unit {i} it is {back}";
            }
        }

        return null;
    }
}
