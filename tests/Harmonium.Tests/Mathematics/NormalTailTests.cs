using Harmonium.Mathematics;

namespace Harmonium.Tests;

public sealed class NormalTailTests
{
    /// <summary>φ(x) / Q(x) by two thousand terms of Laplace's continued fraction, over the range where it is used and far beyond.</summary>
    [Fact]
    public void The_omitted_terms_change_no_digit()
    {
        const int Places = 20_000;
        for (int i = 0; i < Places; i++)
        {
            // Dense where most terms are needed.
            double x = 2.5 + 1e-9 + (60 * Math.Pow((double)i / Places, 3)), whole = x;
            for (int k = 2000; k >= 1; k--)
                whole = x + (k / whole);

            Assert.Equal(-Math.Log(whole), NormalTail.LogIntegral(-x));
            Assert.Equal(whole - x, NormalTail.Mean(-x));
        }
    }
}
