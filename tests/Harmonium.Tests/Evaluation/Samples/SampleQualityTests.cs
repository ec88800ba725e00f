using Harmonium.Evaluation.Samples;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Evaluation.Samples;

public sealed class SampleQualityTests
{
    private const int Count = 1000;

    [Fact]
    public void Samples_of_the_same_distribution_cannot_be_separated()
    {
        Tensor data = Normal(1, 0), samples = Normal(2, 0);

        AdversarialAccuracy accuracy = AdversarialAccuracy.Of(data, samples);

        // A fraction of 1000 has a standard error of at most 0.016; the tolerance is four of them.
        Assert.InRange(accuracy.OfData, 0.5 - 0.064, 0.5 + 0.064);
        Assert.InRange(accuracy.OfSamples, 0.5 - 0.064, 0.5 + 0.064);
        Assert.InRange(EnergyCoefficient.Of(data, samples), -0.005, 0.005);
    }

    [Fact]
    public void Samples_of_different_distributions_can_be_separated()
    {
        Tensor data = Normal(1, 0), shifted = Normal(2, 1.5f);

        Assert.True(AdversarialAccuracy.Of(data, shifted).Value > 0.7);
        Assert.True(EnergyCoefficient.Of(data, shifted) > 0.05);
    }

    [Fact]
    public void Copies_have_accuracy_0_and_identical_samples_are_detected()
    {
        Tensor data = Normal(1, 0), alike = Tensor.Zeros(Count, 5);
        for (int row = 0; row < Count; row++)
            Normal(3, 0).Row(0).CopyTo(alike.Row(row));

        Assert.Equal(0, AdversarialAccuracy.Of(data, data.Clone()).Value);
        Assert.True(AdversarialAccuracy.Of(data, alike).OfSamples > 0.99);
    }

    [Fact]
    public void Ties_count_by_half()
    {
        // All four examples and samples are at one point, so every distance is 0.
        Assert.Equal(0.5, AdversarialAccuracy.Of(Tensor.Zeros(4, 3), Tensor.Zeros(4, 3)).Value);
    }

    [Fact]
    public void The_energy_coefficient_equals_its_formula()
    {
        Tensor first = Tensor.From([0, 1], 2, 1), second = Tensor.From([3, 5], 2, 1);
        // M|x − y| = (3 + 5 + 2 + 4) / 4 = 3.5; within 1 and 2.
        Assert.Equal((7.0 - 1 - 2) / 7, EnergyCoefficient.Of(first, second), 1e-6);
        Assert.Equal(0, EnergyCoefficient.Of(Tensor.From([0, 0], 2, 1), Tensor.From([0, 2], 2, 1)), 1e-6);
    }

    [Fact]
    public void Different_numbers_of_columns_are_refused() =>
        Assert.Throws<ArgumentException>(() => EnergyCoefficient.Of(Tensor.Zeros(3, 2), Tensor.Zeros(3, 3)));

    private static Tensor Normal(ulong seed, float mean)
    {
        Tensor result = Tensor.Zeros(Count, 5);
        RandomStream.For(seed, Purpose.General).FillNormal(result, mean);
        return result;
    }
}
