using Harmonium.Numerics.Differentiation.Operations;
using Harmonium.Storage.Files;

namespace Harmonium.Storage.TensorFiles;

/// <summary>A parsed safetensors header: the tensors in the order of their bytes, and the metadata.</summary>
internal sealed record SafeTensorsHeader(IReadOnlyList<TensorEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Throws if tensors overlap, leave gaps, or do not fill the file exactly.</summary>
    internal void RequireToFill(long dataBytes, string file)
    {
        long reached = 0;
        TensorEntry? previous = null;
        foreach (TensorEntry entry in Entries)
        {
            if (entry.Begin < reached)
            {
                throw new ModelFileException(file,
                    $"the tensor {Quotation.Of(entry.Name)} starts at byte {entry.Begin} of the data, inside {Quotation.Of(previous!.Name)}, which ends at " +
                        $"{reached}. " +
                    "Tensors must not overlap; write the file again.", entry.Name);
            }

            if (entry.Begin > reached)
            {
                throw new ModelFileException(file,
                    $"the tensor {Quotation.Of(entry.Name)} starts at byte {entry.Begin} of the data, but the previous tensor ends at {reached}. " +
                    "There must be no gaps; write the file again.", entry.Name);
            }

            reached = entry.End;
            previous = entry;
        }

        if (reached > dataBytes)
        {
            throw new ModelFileException(file,
                $"the header describes {reached} bytes of data, but only {dataBytes} follow it. The file was truncated; copy or download it again.",
                Entries.First(entry => entry.End > dataBytes).Name);
        }

        if (reached < dataBytes)
        {
            throw new ModelFileException(file,
                $"the header describes {reached} bytes of data, but {dataBytes} follow it. {dataBytes - reached} bytes do not belong to a tensor; write the " +
                    "file again.");
        }
    }

    /// <summary>Throws if the tensors need much more memory than the size of the file, or more than this computer has.</summary>
    internal void RequireToFitMemory(SafeTensorsOptions options, string file)
    {
        long needed = Entries.Sum(entry => (long)sizeof(float) * entry.Count);
        long growth = Entries.Sum(entry => Math.Max(0, ((long)sizeof(float) * entry.Count) - (entry.End - entry.Begin)));
        if (growth > options.MaximumGrowthBytes)
        {
            throw new ModelFileException(file,
                $"as float32 its tensors need {growth} bytes more than in the file; at most {options.MaximumGrowthBytes} are allowed. " +
                "Convert it to F32, or raise the limit.");
        }

        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available)
            throw new ModelFileException(file,
                $"its tensors need {needed} bytes of memory; this computer has {available}. Use a computer with more memory or a smaller file.");
    }
}
