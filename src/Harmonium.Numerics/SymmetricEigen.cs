namespace Harmonium.Numerics;

/// <summary>
/// The eigenvalues and eigenvectors of a real symmetric matrix, A = V diag(λ) Vᵀ, by cyclic Jacobi rotations (Golub &amp; Van Loan 2013, section 8.5): in
/// double, to full precision, for matrices of up to some hundreds of rows.
/// </summary>
internal sealed class SymmetricEigen
{
    // Convergence is quadratic. In practice, ten sweeps have been enough.
    private const int MaximumSweeps = 60;

    private readonly double[,] _vectors;

    private SymmetricEigen(double[] values, double[,] vectors)
    {
        Values = values;
        _vectors = vectors;
    }

    /// <summary>The eigenvalues in decreasing order.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>A component of the eigenvector of eigenvalue <paramref name="which"/>. Eigenvectors have length 1.</summary>
    public double Vector(int which, int component) => _vectors[component, which];

    /// <summary>Decomposes a symmetric matrix. Only the diagonal and the upper triangle are read.</summary>
    /// <param name="matrix">A, [n, n]; it is not changed.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or an element is not finite.</exception>
    public static SymmetricEigen Of(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int n = matrix.GetLength(0);
        if (matrix.GetLength(1) != n)
            throw new ArgumentException($"The matrix must be square; it is [{n}, {matrix.GetLength(1)}].", nameof(matrix));
        double[,] a = new double[n, n], v = new double[n, n];
        double size = 0;
        for (int i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (int j = 0; j < n; j++)
            {
                a[i, j] = i <= j ? matrix[i, j] : matrix[j, i];
                size += a[i, j] * a[i, j];
            }
        }

        if (!double.IsFinite(size))
            throw new ArgumentException("The matrix has an element that is not finite or too large to be squared.", nameof(matrix));
        for (int sweep = 0; sweep < MaximumSweeps && OffDiagonal(a) > 1e-30 * size; sweep++)
            Sweep(a, v);
        return Sorted(a, v);
    }

    private static double OffDiagonal(double[,] a)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = i + 1; j < a.GetLength(0); j++)
                sum += a[i, j] * a[i, j];
        }

        return 2 * sum;
    }

    private static void Sweep(double[,] a, double[,] v)
    {
        int n = a.GetLength(0);
        for (int p = 0; p < n; p++)
        {
            for (int q = p + 1; q < n; q++)
            {
                if (a[p, q] == 0)
                    continue;
                double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                double c = 1 / Math.Sqrt((t * t) + 1);
                Rotate(a, v, p, q, c, t * c);
            }
        }
    }

    /// <summary>A ← Jᵀ A J and V ← V J, where J is the rotation of the plane (p, q).</summary>
    private static void Rotate(double[,] a, double[,] v, int p, int q, double c, double s)
    {
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            (double x, double y) = (a[p, k], a[q, k]);
            a[p, k] = (c * x) - (s * y);
            a[q, k] = (s * x) + (c * y);
        }

        for (int k = 0; k < n; k++)
        {
            (double x, double y) = (a[k, p], a[k, q]);
            a[k, p] = (c * x) - (s * y);
            a[k, q] = (s * x) + (c * y);
            (x, y) = (v[k, p], v[k, q]);
            v[k, p] = (c * x) - (s * y);
            v[k, q] = (s * x) + (c * y);
        }
    }

    private static SymmetricEigen Sorted(double[,] a, double[,] v)
    {
        int n = a.GetLength(0);
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => a[i, i])];
        double[,] vectors = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                vectors[i, j] = v[i, order[j]];
        }

        return new SymmetricEigen([.. order.Select(i => a[i, i])], vectors);
    }
}
