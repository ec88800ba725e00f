using Harmonium.Data;
using Harmonium.Data.Sources;
using Harmonium.Imaging;
using Harmonium.Numerics;

namespace Harmonium.Tests.Data.Formats;

/// <summary>Short methods for opening files in tests.</summary>
internal static class Reading
{
    internal static readonly DataLocations Nowhere = new(null, "/nowhere") { Images = SkiaImageDecoder.Default };

    internal static Dataset Open(string path, DataOptions? options = null, DataLimits? limits = null) =>
        DataSource.Open(path, Nowhere, limits ?? DataLimits.Default, options ?? new DataOptions()).Train;

    internal static DataFileException Refused(string path, DataOptions? options = null, DataLimits? limits = null)
    {
        DataFileException error = Assert.Throws<DataFileException>(() => Open(path, options, limits));
        Assert.StartsWith(path, error.Message);
        return error;
    }

    internal static float[] All(Dataset data)
    {
        Tensor rows = data.Examples.Rows([.. Enumerable.Range(0, data.Count)]);
        return rows.AsSpan().ToArray();
    }
}
