namespace Harmonium.Data;

/// <summary>The size of an image in pixels.</summary>
/// <param name="Height">The number of rows, at least 1.</param>
/// <param name="Width">The number of columns, at least 1.</param>
public sealed record ImageSize(int Height, int Width)
{
    /// <summary>The number of rows.</summary>
    public int Height { get; } = Height >= 1 ? Height
        : throw new ArgumentOutOfRangeException(nameof(Height), $"An image needs at least one row; the height is {Height}.");

    /// <summary>The number of columns.</summary>
    public int Width { get; } = Width >= 1 ? Width
        : throw new ArgumentOutOfRangeException(nameof(Width), $"An image needs at least one column; the width is {Width}.");

    /// <summary>Parses a size such as 28x28, height first.</summary>
    /// <exception cref="FormatException">The text is not a size.</exception>
    public static ImageSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('x', 'X', '×');
        if (sides.Length != 2 || !int.TryParse(sides[0], out int height) || !int.TryParse(sides[1], out int width) || height < 1 || width < 1)
            throw new FormatException($"“{text}” is not an image size. Write height and width, such as 28x28.");
        return new ImageSize(height, width);
    }

    /// <summary>Returns the size as text, such as 28×28, height first.</summary>
    public override string ToString() => $"{Height}×{Width}";
}
