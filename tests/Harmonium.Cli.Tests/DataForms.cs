using System.Globalization;
using System.Text;

namespace Harmonium.Cli.Tests;

/// <summary>Small data of every form: files that the program reads, and files that it must refuse.</summary>
internal static class DataForms
{
    private const int Rows = 40;

    /// <summary>Writes the data to a folder and returns their names and paths.</summary>
    internal static IReadOnlyList<(string Name, string Path)> Write(string folder)
    {
        string At(string name) => Path.Combine(folder, name);
        File.WriteAllText(At("bits.csv"), Lines("a,b,c,d", i => $"{i % 2},{i / 2 % 2},{i / 3 % 2},{(i + 1) % 2}"));
        File.WriteAllText(At("labeled.csv"), Lines("a,b,c,d,label", i => $"{i % 2},{i / 2 % 2},{i / 3 % 2},{i / 5 % 2},{(i % 2 == 0 ? "even" : "odd")}"));
        File.WriteAllText(At("real.csv"), Lines("a,b,c,d", i => string.Create(CultureInfo.InvariantCulture,
            $"{Math.Sin(i):F3},{Math.Cos(i):F3},{-i},{i * i}")));
        File.WriteAllText(At("mixed.csv"), Lines("age,city,member", i => $"{20 + (i * 7 % 50)}.5,{(i % 3 == 0 ? "Rome" : "Oslo")},{(i % 5 == 0 ? "" : "yes")}"));
        File.WriteAllText(At("one-row.csv"), "a,b,c,d\n1,0,1,0\n");
        File.WriteAllText(At("missing.csv"), Lines("a,b,c,d", i => i == 3 ? "NaN,1,0,1" : "1,0,1,0"));
        File.WriteAllText(At("empty.csv"), "");
        File.WriteAllText(At("text.txt"), string.Concat(Enumerable.Range(0, 200).Select(i => $"the {(i % 3 == 0 ? "cat" : "dog")} sat. ")));
        Directory.CreateDirectory(At("documents"));
        for (int i = 0; i < 12; i++)
            File.WriteAllText(At($"documents/{i}.txt"), $"the {(i % 2 == 0 ? "cat sat on the mat" : "dog ran in the park")} again and again");
        File.WriteAllBytes(At("weights.npy"), Npy(Rows, 4));
        foreach (string kind in (string[])["a", "b"])
        {
            Directory.CreateDirectory(At($"images/{kind}"));
            for (int i = 0; i < 6; i++)
                File.WriteAllBytes(At($"images/{kind}/{i}.bmp"), Bitmap(Toy.Side, kind == "a" ? i : 7 - i));
        }

        Directory.CreateDirectory(At("empty"));
        return
        [
            ("binary CSV", At("bits.csv")), ("labeled CSV", At("labeled.csv")), ("real-valued CSV", At("real.csv")), ("CSV with text", At("mixed.csv")),
            ("one row", At("one-row.csv")), ("CSV with a gap", At("missing.csv")), ("NPY", At("weights.npy")), ("IDX images", Toy.Write(At("toy.idx"), Rows)),
            ("folder of labeled images", At("images")), ("text", At("text.txt")), ("folder of texts", At("documents")), ("built-in letters", "letters"),
            ("empty file", At("empty.csv")), ("empty folder", At("empty")), ("no such file", At("nothing.csv")),
        ];
    }

    private static string Lines(string header, Func<int, string> row) => $"{header}\n{string.Concat(Enumerable.Range(0, Rows).Select(i => row(i) + "\n"))}";

    /// <summary>An array of float32 zeros and ones.</summary>
    private static byte[] Npy(int rows, int columns)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}".PadRight(117) + "\n";
        using MemoryStream file = new();
        file.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0]);
        file.Write(Encoding.ASCII.GetBytes(header));
        for (int i = 0; i < rows * columns; i++)
            file.Write(BitConverter.GetBytes(i * 7 % 3 == 0 ? 1f : 0f));
        return file.ToArray();
    }

    /// <summary>A square image of 24 bits per pixel with a bright column.</summary>
    private static byte[] Bitmap(int side, int bright)
    {
        using MemoryStream file = new();
        using BinaryWriter writer = new(file);
        int stride = ((3 * side) + 3) / 4 * 4;
        writer.Write("BM"u8);
        writer.Write(54 + (stride * side));
        writer.Write(0);
        writer.Write(54);
        foreach (int field in (int[])[40, side, side])
            writer.Write(field);
        writer.Write((short)1);
        writer.Write((short)24);
        foreach (int field in (int[])[0, stride * side, 2835, 2835, 0, 0])
            writer.Write(field);
        for (int row = 0; row < side; row++)
        {
            byte[] line = new byte[stride];
            line.AsSpan(3 * bright, 3).Fill(byte.MaxValue);
            writer.Write(line);
        }

        return file.ToArray();
    }
}
