using Harmonium.Data;
using Harmonium.Numerics;
using Harmonium.Numerics.Randomness;

namespace Harmonium.Tests.Runs;

/// <summary>Small images of horizontal or vertical bars (MacKay 2003, section 43.1), with gray edges that binarization changes.</summary>
internal static class BarsData
{
    internal const int Side = 4;

    internal static DataSplits Parts(int train = 90, int validation = 30, ulong seed = 1) =>
        new(Set(train, RandomStream.For(seed, Purpose.General)), Set(validation, RandomStream.For(seed, Purpose.General).At(1)), null);

    internal static Dataset Set(int count, RandomStream random, float? spoilt = null)
    {
        float[] pixels = new float[count * Side * Side];
        for (int image = 0; image < count; image++)
        {
            (uint bars, uint direction, _, _) = random.Block(0, (uint)image);
            for (int pixel = 0; pixel < Side * Side; pixel++)
            {
                int line = (direction & 1) == 0 ? pixel / Side : pixel % Side;
                pixels[(image * Side * Side) + pixel] = ((bars >> line) & 1) == 1 ? 0.95f : 0.05f;
            }
        }

        if (spoilt is { } value)
            pixels[(7 * Side * Side) + 3] = value;
        return new Dataset("bars", new FloatExamples(Tensor.From(pixels, count, Side * Side)), ItemShape.Image(Side, Side));
    }
}
