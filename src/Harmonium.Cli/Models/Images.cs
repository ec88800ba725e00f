using Harmonium.Data;
using Harmonium.Numerics;

namespace Harmonium.Cli.Models;

/// <summary>Converts examples to images.</summary>
internal static class Images
{
    /// <summary>Reshapes [count, pixels] → [count, height, width].</summary>
    internal static Tensor Of(Tensor rows, ImageSize size) => rows.Contiguous().Reshape(rows.Rows, size.Height, size.Width);
}
