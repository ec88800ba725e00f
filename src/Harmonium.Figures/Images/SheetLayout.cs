using Harmonium.Figures.Fonts;
using SkiaSharp;

namespace Harmonium.Figures.Images;

/// <summary>The positions of all elements of a sheet, in pixels.</summary>
internal sealed class SheetLayout
{
    internal const float TitleSize = 13 * Figure.PixelsPerUnit;
    internal const float CaptionSize = 11 * Figure.PixelsPerUnit;
    internal const int ScaleWidth = 120 * Figure.PixelsPerUnit;
    internal const int ScaleHeight = 8 * Figure.PixelsPerUnit;
    internal const float TitleMiddle = 17 * Figure.PixelsPerUnit;
    internal const int FrameWidth = 1 * Figure.PixelsPerUnit;
    private const int Margin = 8 * Figure.PixelsPerUnit;
    private const int Space = 6 * Figure.PixelsPerUnit;
    private const int TitleHeight = 22 * Figure.PixelsPerUnit;
    private const int CaptionHeight = 17 * Figure.PixelsPerUnit;
    private const int WidestGrid = 620 * Figure.PixelsPerUnit;
    private const int LargestPixel = 16;

    private readonly SheetPlan _plan;
    private readonly int _gap;
    private readonly int _frame;

    internal SheetLayout(SheetPlan plan, SheetOptions options, bool hasScale)
    {
        (_plan, _gap, _frame) = (plan, options.Gap, options.Frame ? FrameWidth : 0);
        PixelSize = options.PixelSize ?? FittingPixelSize();
        int tile = (plan.ImageWidth * PixelSize) + (2 * _frame);
        ColumnPitch = Math.Max(tile, Widest(plan.ColumnCaptions, CaptionSize, Space)) + _gap;
        RowPitch = (plan.ImageHeight * PixelSize) + (2 * _frame) + _gap;
        CaptionWidth = Widest(plan.RowCaptions, CaptionSize, Space);
        int grid = (plan.Columns * ColumnPitch) - _gap;
        int content = Math.Max(CaptionWidth + grid, Math.Max(Widest([options.Title ?? ""], TitleSize, 0), hasScale ? ScaleWidth + (4 * Space) : 0));
        Width = content + (2 * Margin);
        Left = Margin + ((content - CaptionWidth - grid) / 2) + CaptionWidth;
        Top = Margin + (options.Title is null ? 0 : TitleHeight) + (plan.ColumnCaptions.Count == 0 ? 0 : CaptionHeight);
        GridBottom = TopOf(plan.Rows - 1) + RowPitch - _gap;
        GridMiddle = Left + (grid / 2);
        Height = GridBottom + Margin + (hasScale ? Space + ScaleHeight + CaptionHeight : 0);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal int PixelSize { get; }

    internal int ColumnPitch { get; }

    internal int RowPitch { get; }

    internal int Left { get; }

    internal int Top { get; }

    internal int GridBottom { get; }

    internal int GridMiddle { get; }

    private int CaptionWidth { get; }

    internal float ColumnCaptionMiddle => Top - (CaptionHeight / 2f);

    internal int ScaleTop => GridBottom + Space + (Space / 2);

    internal float ScaleCaptionMiddle => ScaleTop + ScaleHeight + (CaptionHeight / 2f);

    internal int RowCaptionRight => Left - Space;

    /// <summary>Returns the left edge of the images of a column, including the frame.</summary>
    internal int LeftOf(int column) => Left + (column * ColumnPitch) + ((ColumnPitch - _gap - (_plan.ImageWidth * PixelSize) - (2 * _frame)) / 2);

    /// <summary>Returns the top edge of the images of a row, including the frame.</summary>
    internal int TopOf(int row) => Top + (row * RowPitch) + (row / _plan.RowsInBand * Space);

    internal static int Widest(IReadOnlyList<string> captions, float size, int space)
    {
        using SKFont font = HouseFont.At(size);
        return captions.Any(c => c.Length > 0) ? (int)Math.Ceiling(captions.Max(c => font.MeasureText(c))) + space : 0;
    }

    private int FittingPixelSize()
    {
        int fitting = ((WidestGrid / _plan.Columns) - _gap - (2 * _frame)) / _plan.ImageWidth;
        return Math.Clamp(fitting - (fitting % Figure.PixelsPerUnit), 1, LargestPixel);
    }
}
