using System.Buffers.Binary;

namespace Harmonium.Cli.Tests;

/// <summary>A small IDX file for fast training: 8 × 8 images of horizontal or vertical bars.</summary>
internal static class Toy
{
    internal const int Side = 8;

    internal static string Write(string path, int count = 200)
    {
        byte[] file = new byte[16 + (count * Side * Side)];
        int[] header = [0x0803, count, Side, Side];
        for (int i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * i), header[i]);
        for (int image = 0; image < count; image++)
        {
            // Knuth's multiplicative hash gives pseudo-random bits that are the same in every run.
            uint bits = (uint)(image + 1) * 2654435761u;
            for (int pixel = 0; pixel < Side * Side; pixel++)
            {
                int line = (bits & 1) == 0 ? pixel / Side : pixel % Side;
                file[16 + (image * Side * Side) + pixel] = (byte)(((bits >> (8 + line)) & 1) == 1 ? 230 : 20);
            }
        }

        File.WriteAllBytes(path, file);
        return path;
    }
}
