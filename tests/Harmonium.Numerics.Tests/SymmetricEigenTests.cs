using Harmonium.Numerics.Randomness;

namespace Harmonium.Numerics.Tests;

public sealed class SymmetricEigenTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(40)]
    public void The_decomposition_reconstructs_the_matrix_and_the_vectors_are_orthonormal(int n)
    {
        double[,] matrix = Random(n);
        SymmetricEigen eigen = SymmetricEigen.Of(matrix);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0, dot = 0;
                for (int k = 0; k < n; k++)
                {
                    sum += eigen.Values[k] * eigen.Vector(k, i) * eigen.Vector(k, j);
                    dot += eigen.Vector(i, k) * eigen.Vector(j, k);
                }

                Assert.Equal(matrix[i, j], sum, 1e-12);
                Assert.Equal(i == j ? 1 : 0, dot, 1e-13);
            }
        }

        Assert.Equal(eigen.Values.OrderDescending(), eigen.Values);
    }

    [Fact]
    public void The_second_difference_matrix_has_its_known_eigenvalues()
    {
        // 2 − 2 cos(kπ / (n + 1)), k = 1 … n.
        const int n = 12;
        double[,] matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            matrix[i, i] = 2;
            if (i > 0)
                matrix[i, i - 1] = matrix[i - 1, i] = -1;
        }

        IReadOnlyList<double> values = SymmetricEigen.Of(matrix).Values;
        for (int k = 1; k <= n; k++)
            Assert.Equal(2 - (2 * Math.Cos(k * Math.PI / (n + 1))), values[n - k], 1e-13);
    }

    [Fact]
    public void Invalid_matrices_are_refused()
    {
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(new double[2, 3])).Message);
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => SymmetricEigen.Of(new double[,] { { double.NaN } })).Message);
    }

    private static double[,] Random(int n)
    {
        Tensor numbers = Tensor.Zeros(n, n);
        RandomStream.For(5, Purpose.General).FillNormal(numbers);
        double[,] matrix = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
                matrix[i, j] = matrix[j, i] = numbers[i, j];
        }

        return matrix;
    }
}
