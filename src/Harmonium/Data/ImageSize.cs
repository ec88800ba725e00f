namespace Harmonium.Data;

/// <summary>The size of an image in pixels.</summary>
/// <param name="Height">How many rows, at least 1.</param>
/// <param name="Width">How many columns, at least 1.</param>
public sealed record ImageSize(int Height, int Width)
{
    /// <summary>How many rows.</summary>
    public int Height { get; } = Height >= 1 ? Height
        : throw new ArgumentOutOfRangeException(nameof(Height), $"An image has at least one row; {Height} were asked for.");

    /// <summary>How many columns.</summary>
    public int Width { get; } = Width >= 1 ? Width
        : throw new ArgumentOutOfRangeException(nameof(Width), $"An image has at least one column; {Width} were asked for.");

    /// <summary>The size as a user writes it, such as 28x28: height first.</summary>
    /// <exception cref="FormatException">The text is no such size.</exception>
    public static ImageSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('x', 'X', '×');
        if (sides.Length != 2 || !int.TryParse(sides[0], out int height) || !int.TryParse(sides[1], out int width) || height < 1 || width < 1)
            throw new FormatException($"“{text}” is no image size. Write height and width, such as 28x28.");
        return new ImageSize(height, width);
    }

    /// <summary>The size in words, such as 28×28: height first.</summary>
    public override string ToString() => $"{Height}×{Width}";
}
