using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Cli.Models;

/// <summary>Examples as images.</summary>
internal static class Images
{
    /// <summary>[count, pixels] → [count, height, width].</summary>
    internal static Tensor Of(Tensor rows, ImageSize size) => rows.Contiguous().Reshape(rows.Rows, size.Height, size.Width);
}
