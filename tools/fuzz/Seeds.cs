using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Harmonium.Machines;
using Harmonium.Runs;
using Harmonium.Runs.Kinds.EnergyModels;

namespace Harmonium.Tools.Fuzz;

/// <summary>Writes small valid files of every format as initial inputs of a fuzzer.</summary>
internal static class Seeds
{
    /// <summary>Writes the seeds of a target into a folder.</summary>
    internal static void Write(string target, string folder)
    {
        Directory.CreateDirectory(folder);
        if (target == "model")
        {
            // The writer requires this file extension.
            string path = Path.Combine(folder, "seed.safetensors");
            RbmModel model = new(ModelKinds.BuiltIn.Get<RbmKind>(), RestrictedBoltzmannMachine.OfBernoulli(3, 2), shape: null);
            model.ToFile(JsonElement.Parse("{}")).Write(path);
            return;
        }

        File.WriteAllBytes(Path.Combine(folder, "seed"), target switch
        {
            "idx" => [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6],
            "npy" => Npy(),
            "npz" => Npz(),
            _ => Encoding.UTF8.GetBytes("a,b,label\n1,2.5,0\n-3e-2,4,1\n"),
        });
    }

    private static byte[] Npy()
    {
        const string Header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }                                          \n";
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write((byte)0x93);
        writer.Write("NUMPY"u8);
        writer.Write((byte)1);
        writer.Write((byte)0);
        writer.Write((ushort)Header.Length);
        writer.Write(Encoding.ASCII.GetBytes(Header));
        foreach (float x in (float[])[0, 0.5f, 1, -2])
            writer.Write(x);
        writer.Flush();
        return stream.ToArray();
    }

    private static byte[] Npz()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("x.npy", CompressionLevel.Optimal).Open();
            entry.Write(Npy());
        }

        return stream.ToArray();
    }
}
